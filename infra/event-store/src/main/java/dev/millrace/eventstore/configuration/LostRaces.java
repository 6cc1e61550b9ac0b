package dev.millrace.eventstore.configuration;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * A command that lost the race to append is handled again, after a pause that grows and is never the same for two. Not by Axon's
 * own retrying bus: that of 5.0.1 answers with a NullPointerException if the retried handler returns nothing, though its events are
 * stored.
 */
final class LostRaces implements CommandBus {

    private static final int ATTEMPTS = 12;
    private static final long FIRST_MICROS = 2_000;
    private static final long LONGEST_MICROS = 500_000;

    private final CommandBus bus;
    private final ScheduledExecutorService timer;

    LostRaces(CommandBus bus, ScheduledExecutorService timer) {
        this.bus = bus;
        this.timer = timer;
    }

    @Override
    public CommandBus subscribe(QualifiedName name, CommandHandler handler) {
        bus.subscribe(name, handler);
        return this;
    }

    @Override
    public CompletableFuture<CommandResultMessage> dispatch(
            CommandMessage command, @Nullable ProcessingContext context) {
        return attempt(command, context, 0);
    }

    private CompletableFuture<CommandResultMessage> attempt(
            CommandMessage command, @Nullable ProcessingContext context, int failures) {
        return bus.dispatch(command, context)
                .exceptionallyCompose(failure -> isLostRace(failure) && failures < ATTEMPTS
                        ? pause(failures).thenCompose(_ -> attempt(command, context, failures + 1))
                        : CompletableFuture.failedFuture(
                                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                        ? wrapped.getCause()
                                        : failure));
    }

    private CompletableFuture<Void> pause(int failures) {
        long pause = Math.min(LONGEST_MICROS, FIRST_MICROS << failures);
        long micros = ThreadLocalRandom.current().nextLong(pause / 2, pause * 3 / 2);
        CompletableFuture<Void> over = new CompletableFuture<>();
        var _ = timer.schedule(() -> over.complete(null), micros, TimeUnit.MICROSECONDS);
        return over;
    }

    private static boolean isLostRace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AppendEventsTransactionRejectedException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeWrapperOf(bus);
        descriptor.describeProperty("attempts", ATTEMPTS);
    }
}
