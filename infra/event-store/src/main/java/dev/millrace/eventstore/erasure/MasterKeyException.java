package dev.millrace.eventstore.erasure;

import org.jspecify.annotations.Nullable;

/** A subject's key can't be unwrapped by the master keys that this process knows. A matter of settings, not of the event. */
public final class MasterKeyException extends RuntimeException {

    MasterKeyException(String message) {
        this(message, null);
    }

    MasterKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
