package dev.millrace.processes;

/**
 * An outside partner, as definitions know it.
 *
 * @param <Q> what is asked
 * @param <R> what is answered if it is done
 * @param name in kebab case; the actor on events that its answers bring about is {@code gateway:name}
 */
@SuppressWarnings("UnusedTypeParameter") // they tie calls to ports
public record PortName<Q, R>(String name) {}
