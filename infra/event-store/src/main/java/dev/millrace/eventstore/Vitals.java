package dev.millrace.eventstore;

/**
 * How a {@link PostgresEventLog} is doing, as this process knows without asking the server.
 *
 * @param queued appends that wait to be sent
 * @param queueCapacity how many may
 * @param tail the shared reader of the log's end
 */
public record Vitals(int queued, int queueCapacity, Tail tail) {

    /**
     * The reader that all tails of this process share.
     *
     * @param following whether anybody has asked for a tail so far
     * @param paused the server could not be reached at the last attempt
     * @param position of the last event it has seen
     * @param lag events that are known to be committed beyond {@code position}; 0 while nothing is known
     */
    public record Tail(boolean following, boolean paused, long position, long lag) {}
}
