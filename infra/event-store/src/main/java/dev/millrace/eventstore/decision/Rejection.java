package dev.millrace.eventstore.decision;

/**
 * Why a command was refused, by the rules and not by a failure. Implementations are records; their components tell the
 * particulars.
 */
public interface Rejection {

    /** Stable, in kebab case, prefixed with the context: {@code cart.price-changed}. */
    String code();

    /** A sentence for people. */
    String message();

    Kind kind();

    /** What sort of refusal it is, for those who must answer it in a protocol's terms. */
    enum Kind {
        /** The thing asked about does not exist. */
        NOT_FOUND,
        /** The thing is in a state that does not allow it. */
        CONFLICT,
        /** What was asked can never be allowed as it stands. */
        INVALID
    }
}
