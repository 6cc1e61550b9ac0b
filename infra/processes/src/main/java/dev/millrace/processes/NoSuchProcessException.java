package dev.millrace.processes;

/** No definition has that name here. */
public final class NoSuchProcessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoSuchProcessException(String name) {
        super("There is no process " + name, null, false, false);
    }
}
