package dev.millrace.eventstore;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a server that is away from a server that says no. */
public final class ServerErrors {

    private static final String DUPLICATE_KEY = "23505";
    // Connection failures, shutdown, crash, start-up, too many connections, disk full, standby.
    private static final Set<String> AWAY =
            Set.of("57P01", "57P02", "57P03", "57P05", "53300", "53100", "53200", "25006");

    private ServerErrors() {}

    static boolean isUnavailable(Throwable error) {
        if (error instanceof EventStoreUnavailableException
                || error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof R2dbcTimeoutException) {
            return true;
        }
        if (error instanceof R2dbcException failure) {
            String state = failure.getSqlState();
            if (state != null && !state.isEmpty()) {
                return state.startsWith("08") || AWAY.contains(state);
            }
            return failure instanceof R2dbcTransientResourceException
                    || failure instanceof R2dbcNonTransientResourceException;
        }
        // A pool that has been closed under us answers with an IllegalStateException of its own.
        return error.getCause() != null && isUnavailable(error.getCause());
    }

    static boolean isDuplicateKey(Throwable error) {
        return error instanceof R2dbcException failure && DUPLICATE_KEY.equals(failure.getSqlState());
    }

    /** {@link EventStoreUnavailableException} for a server that is away; what the server says stays as it is. */
    public static Throwable translate(Throwable error) {
        if (error instanceof EventStoreUnavailableException || !isUnavailable(error)) {
            return error;
        }
        return new EventStoreUnavailableException("The event store can't be reached: " + error.getMessage(), error);
    }
}
