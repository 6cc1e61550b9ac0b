package dev.millrace.processes;

import java.time.Duration;

/** What came of asking outside. */
public sealed interface PortAnswer<R> {

    /** It is so there. */
    record Done<R>(R result) implements PortAnswer<R> {}

    /**
     * They said no, and will again.
     *
     * @param code stable, in kebab case
     */
    record Refused<R>(String code, String detail) implements PortAnswer<R> {}

    /** No usable answer; it may or may not be done. Asking again under the same key is safe. */
    record NoAnswer<R>(String reason) implements PortAnswer<R> {}

    /**
     * They were not asked: they fail so much that they are left alone for a while.
     *
     * @param retryIn when there is a point in trying
     */
    record NotAsked<R>(Duration retryIn) implements PortAnswer<R> {}
}
