package dev.millrace.processes;

import java.util.UUID;

/**
 * A row of the work table that was taken.
 *
 * @param lease proof that it was taken, until it runs out
 * @param attempts how many went unanswered before
 */
record WorkItem(Key key, UUID lease, int attempts) {

    /**
     * One of each task for an instance.
     *
     * @param port that the task asks; {@link #TIMERS} if it only waits for a time
     */
    record Key(String process, String instance, String task, String port) {

        static final String TIMERS = "";
    }
}
