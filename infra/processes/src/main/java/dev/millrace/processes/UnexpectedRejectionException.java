package dev.millrace.processes;

import dev.millrace.eventstore.decision.Rejection;

/** A command was refused for a reason that its process doesn't expect. */
final class UnexpectedRejectionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    UnexpectedRejectionException(Object command, Rejection rejection) {
        super(command.getClass().getSimpleName() + ": " + rejection.message(), null, false, false);
        this.code = rejection.code();
    }

    String code() {
        return code;
    }
}
