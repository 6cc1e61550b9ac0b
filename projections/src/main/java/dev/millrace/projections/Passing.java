package dev.millrace.projections;

import dev.millrace.connections.Unavailable;
import io.r2dbc.spi.R2dbcException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells failures that pass by themselves from events that can't be applied. */
final class Passing {

    /** Serialisation failure, deadlock, cancelled by a timeout. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "57014");

    private Passing() {}

    static boolean passes(Throwable failure) {
        return failure instanceof TryAgainException
                || failure instanceof TimeoutException
                || Unavailable.causes(failure).isPresent()
                || (failure instanceof R2dbcException sql
                        && sql.getSqlState() != null
                        && STATES.contains(sql.getSqlState()));
    }

    /** What to call it in a message. */
    static String name(Throwable failure) {
        return Unavailable.causes(failure).map(server -> server + " is away").orElseGet(failure::toString);
    }
}
