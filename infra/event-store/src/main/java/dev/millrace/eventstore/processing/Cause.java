package dev.millrace.eventstore.processing;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Why an event was parked.
 *
 * @param type class of what the handler threw
 * @param message of it, and of what was at its root, at most 2,000 characters; null if there is none, or if the event has encrypted
 *     values, which it could quote
 */
public record Cause(String type, @Nullable String message) {

    private static final int LONGEST = 2_000;

    /** What there is to tell of a failure. */
    public static Cause of(Throwable failure) {
        Throwable thrown = thrown(failure);
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = thrown.getMessage();
        if (thrown.getCause() != null) {
            message = (message == null ? "" : message + "; ") + "at its root " + root;
        }
        return new Cause(thrown.getClass().getName(), message == null ? null : bounded(message));
    }

    /** In one line, as a throwable would say it. */
    public String text() {
        return message == null ? type : type + ": " + message;
    }

    /** Without what only futures wrap around it. */
    static Throwable thrown(Throwable failure) {
        Throwable thrown = failure;
        while ((thrown instanceof CompletionException || thrown instanceof ExecutionException)
                && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown;
    }

    /** PostgreSQL's texts hold no zero characters. */
    private static String bounded(String message) {
        String storable = message.replace('\0', ' ');
        return storable.length() <= LONGEST ? storable : storable.substring(0, LONGEST - 1) + "…";
    }
}
