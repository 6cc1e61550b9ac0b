package dev.millrace.processes;

import org.jspecify.annotations.Nullable;

/** What is done to an instance beside its course. Each is an event, with the instance's tag, and who did it is its actor. */
public sealed interface ProcessAct {

    /** The definition's name. */
    String process();

    String key();

    /**
     * It can't go on: what happens to it waits, others go on.
     *
     * @param position of the event whose steps failed; null if it was a task
     * @param task the call or timer that failed; null if it was an event
     * @param code why: of a rejection that was not expected, of a refusal, {@link #NO_ANSWER}, or {@link #FAILURE}
     * @param detail for people
     */
    record Parked(
            String process,
            String key,
            @Nullable Long position,
            @Nullable String task,
            String code,
            String detail) implements ProcessAct {

        /** A port stayed silent past its policy. */
        public static final String NO_ANSWER = "no-answer";

        /** Something threw. */
        public static final String FAILURE = "failure";
    }

    /**
     * What failed is tried again, then what waits behind it.
     *
     * @param reason why, for people; empty for none
     */
    record Retried(String process, String key, String reason) implements ProcessAct {}

    /** What failed is left out, and what waits behind it goes on. */
    record Skipped(String process, String key, String reason) implements ProcessAct {}

    /** It is given up: nothing more follows. */
    record Ended(String process, String key, String reason) implements ProcessAct {}
}
