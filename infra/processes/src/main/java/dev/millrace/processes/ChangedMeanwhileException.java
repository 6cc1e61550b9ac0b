package dev.millrace.processes;

/** Something happened to the instance between its being looked at and a command that was only good if nothing did. Passes. */
final class ChangedMeanwhileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChangedMeanwhileException(Object command) {
        super("overtaken: " + command.getClass().getSimpleName(), null, false, false);
    }
}
