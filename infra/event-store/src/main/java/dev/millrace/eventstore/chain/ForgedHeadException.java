package dev.millrace.eventstore.chain;

import org.jspecify.annotations.Nullable;

/** The signature of a head is not of the key that it was asked for, or the head was changed after it was signed. */
public final class ForgedHeadException extends RuntimeException {

    ForgedHeadException(ChainHead head, @Nullable Throwable cause) {
        super("The signature does not fit the head of block " + head.block(), cause);
    }
}
