package dev.millrace.eventstore.decision;

import java.util.List;

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

    /** The fields of the command that are to blame; empty if no single one is. */
    default List<InvalidField> fields() {
        return List.of();
    }

    /**
     * A field that can't be as it is.
     *
     * @param path such as {@code items[0].quantity}
     * @param expected what it should be, such as {@code a whole number from 1 to 1000000}
     */
    record InvalidField(String path, String expected) {}

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
