package dev.millrace.eventstore.configuration;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.retry.RetryPolicy;

/** A command that lost the race to append is handled again, after a pause that grows and is never the same for two. */
final class LostRaces implements RetryPolicy {

    private static final int ATTEMPTS = 12;
    private static final long FIRST_MICROS = 2_000;
    private static final long LONGEST_MICROS = 500_000;

    @Override
    public Outcome defineFor(Message message, Throwable failure, List<Class<? extends Throwable>[]> previousFailures) {
        if (!isLostRace(failure) || previousFailures.size() >= ATTEMPTS) {
            return Outcome.doNotReschedule();
        }
        long pause = Math.min(LONGEST_MICROS, FIRST_MICROS << previousFailures.size());
        return Outcome.rescheduleIn(
                ThreadLocalRandom.current().nextLong(pause / 2, pause * 3 / 2), TimeUnit.MICROSECONDS);
    }

    private static boolean isLostRace(Throwable failure) {
        return failure instanceof AppendEventsTransactionRejectedException
                || failure.getCause() instanceof AppendEventsTransactionRejectedException;
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("attempts", ATTEMPTS);
    }
}
