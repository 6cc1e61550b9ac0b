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
    // Shutdown, crash, start-up, idle for too long, too many connections; "08" are failures of the connection.
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "53300");
    // Disk full, out of memory, standby.
    private static final Set<String> UNABLE = Set.of("53100", "53200", "25006");

    private ServerErrors() {}

    /** Whether PostgreSQL, or the way there, is to blame and not what was asked. */
    public static boolean isUnavailable(Throwable error) {
        if (error instanceof EventStoreUnavailableException
                || error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof R2dbcTimeoutException) {
            return true;
        }
        if (error instanceof R2dbcException failure) {
            String state = failure.getSqlState();
            if (state != null && !state.isEmpty()) {
                return isAway(state) || UNABLE.contains(state);
            }
            return failure instanceof R2dbcTransientResourceException
                    || failure instanceof R2dbcNonTransientResourceException;
        }
        // A pool that has been closed under us answers with an IllegalStateException of its own.
        return error.getCause() != null && isUnavailable(error.getCause());
    }

    /** Whether an SQLSTATE means that the server is out of reach, starting, stopping or has no connection to give. */
    public static boolean isAway(String sqlState) {
        return sqlState.startsWith("08") || AWAY.contains(sqlState);
    }

    static boolean isDuplicateKey(Throwable error) {
        return error instanceof R2dbcException failure && DUPLICATE_KEY.equals(failure.getSqlState());
    }

    /** The server says that it can't for now. It has rolled back what it was asked to do. */
    static boolean isUnable(Throwable error) {
        return error instanceof R2dbcException failure
                && failure.getSqlState() != null
                && UNABLE.contains(failure.getSqlState());
    }

    /** {@link EventStoreUnavailableException} for a server that is away; what the server says stays as it is. */
    public static Throwable translate(Throwable error) {
        if (error instanceof EventStoreUnavailableException || !isUnavailable(error)) {
            return error;
        }
        String trouble = isUnable(error) ? "can't do it now: " : "can't be reached: ";
        return new EventStoreUnavailableException("The event store " + trouble + error.getMessage(), error);
    }
}
