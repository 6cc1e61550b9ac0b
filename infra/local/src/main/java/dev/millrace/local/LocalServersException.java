package dev.millrace.local;

import org.jspecify.annotations.Nullable;

/** A local server could not be started; the message says which, why, and shows the end of its log. */
public final class LocalServersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalServersException(String message) {
        super(message);
    }

    LocalServersException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
