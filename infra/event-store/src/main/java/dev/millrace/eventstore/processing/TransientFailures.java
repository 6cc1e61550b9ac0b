package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.AppendConflictException;
import dev.millrace.eventstore.AppendQueueFullException;
import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.erasure.MasterKeyException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;

/** Failures that say nothing about the event: another attempt, later, may well succeed. */
final class TransientFailures {

    private static final List<Class<? extends Throwable>> KNOWN = List.of(
            EventStoreUnavailableException.class,
            AppendQueueFullException.class,
            AppendConflictException.class,
            AppendEventsTransactionRejectedException.class,
            UnableToClaimTokenException.class,
            MasterKeyException.class,
            R2dbcTransientException.class,
            R2dbcNonTransientResourceException.class,
            SQLTransientException.class,
            SQLRecoverableException.class,
            SQLNonTransientConnectionException.class,
            SocketException.class,
            UnknownHostException.class,
            ClosedChannelException.class,
            TimeoutException.class,
            SocketTimeoutException.class,
            HttpTimeoutException.class,
            CancellationException.class,
            RejectedExecutionException.class,
            InterruptedException.class);

    private TransientFailures() {}

    /** Whether it, or what caused it, is one of them. */
    static boolean include(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isKnown(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(Throwable failure) {
        // A connection that breaks says so by the bare class; its subclasses mean files, formats and the like.
        if (failure.getClass() == IOException.class) {
            return true;
        }
        if (failure instanceof VirtualMachineError) {
            return !(failure instanceof StackOverflowError);
        }
        return KNOWN.stream().anyMatch(type -> type.isInstance(failure));
    }
}
