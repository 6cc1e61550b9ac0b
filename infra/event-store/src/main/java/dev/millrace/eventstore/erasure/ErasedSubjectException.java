package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.Tag;

/** Personal data of somebody whose data has been erased was to be stored. Nothing was. */
public final class ErasedSubjectException extends RuntimeException {

    private final Tag subject;

    ErasedSubjectException(Tag subject) {
        super(subject + " has been erased: no more personal data of this subject is stored");
        this.subject = subject;
    }

    /** Whose. */
    public Tag subject() {
        return subject;
    }
}
