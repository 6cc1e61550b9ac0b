package dev.millrace.representation;

import dev.millrace.eventstore.Tag;

/** The read model lacks more events of a thing than are folded for one reader. */
public final class TooFarBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooFarBehindException(Tag tag, long after) {
        super("more than " + LogFolds.MOST + " events of " + tag + " beyond " + after);
    }
}
