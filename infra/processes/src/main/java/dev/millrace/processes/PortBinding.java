package dev.millrace.processes;

/** A port's name with the way there, as a context registers it. */
public record PortBinding<Q, R>(PortName<Q, R> name, OutsidePort<Q, R> way, PortPolicy policy) {}
