package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.Tag;

/** What the sender of a command took to be {@link Unchanged} is not: something has come since. */
public record Changed(Tag tag) implements Rejection {

    @Override
    public String code() {
        return "precondition-failed";
    }

    @Override
    public String message() {
        return "Something has happened to it since.";
    }

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }
}
