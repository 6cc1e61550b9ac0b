package dev.millrace.order;

import dev.millrace.order.JourneyDeadline.Kind;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.representation.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The deadlines of a journey in the order in which they were set. Immutable. */
record JourneyDeadlines(List<JourneyDeadline> all) {

    static final JourneyDeadlines NONE = new JourneyDeadlines(List.of());

    JourneyDeadlines reservedUntil(Instant expiresAt, RecordedEvent by) {
        return plus(JourneyDeadline.opened(StepName.STOCK_RESERVATION, Kind.RESERVATION_EXPIRY, expiresAt, by));
    }

    JourneyDeadlines paid(RecordedEvent by) {
        return close(JourneyDeadlines::isExpiry, DeadlineOutcome.MET, by);
    }

    JourneyDeadlines released(RecordedEvent by) {
        return new JourneyDeadlines(all.stream()
                .map(deadline -> isExpiry(deadline)
                        ? deadline.closed(
                                by.time().isBefore(deadline.dueAt()) ? DeadlineOutcome.DROPPED : DeadlineOutcome.MISSED,
                                by)
                        : deadline)
                .toList());
    }

    /** The order is rejected: nothing is waited for any more, except for what gives back its money. */
    JourneyDeadlines abandoned(RecordedEvent by) {
        return close(deadline -> deadline.step().compensates() == null, DeadlineOutcome.DROPPED, by);
    }

    JourneyDeadlines afterPayment(PaymentEvent event, RecordedEvent by) {
        return switch (event) {
            case PaymentRequested _ -> this;
            case PaymentAttemptFailed failed -> {
                StepName step = StepName.of(failed.operation());
                JourneyDeadlines rest = retried(step, by);
                yield failed.retryAt() == null
                        ? rest
                        : rest.plus(JourneyDeadline.opened(step, Kind.RETRY, failed.retryAt(), by));
            }
            case PaymentAuthorised _ -> retried(StepName.PAYMENT_AUTHORISATION, by);
            case PaymentCaptured _ -> retried(StepName.PAYMENT_CAPTURE, by).paid(by);
            case PaymentDeclined _ ->
                retried(StepName.PAYMENT_AUTHORISATION, by).retried(StepName.PAYMENT_CAPTURE, by);
            case PaymentVoided _ ->
                retried(StepName.PAYMENT_VOID, by)
                        .close(deadline -> deadline.kind() == Kind.RETRY, DeadlineOutcome.DROPPED, by);
            case PaymentRefunded _ -> retried(StepName.PAYMENT_REFUND, by);
        };
    }

    private JourneyDeadlines retried(StepName step, RecordedEvent by) {
        return close(deadline -> deadline.kind() == Kind.RETRY && deadline.step() == step, DeadlineOutcome.MET, by);
    }

    private JourneyDeadlines close(Predicate<JourneyDeadline> which, DeadlineOutcome how, RecordedEvent by) {
        return new JourneyDeadlines(all.stream()
                .map(deadline -> which.test(deadline) ? deadline.closed(how, by) : deadline)
                .toList());
    }

    private static boolean isExpiry(JourneyDeadline deadline) {
        return deadline.kind() == Kind.RESERVATION_EXPIRY;
    }

    private JourneyDeadlines plus(JourneyDeadline deadline) {
        List<JourneyDeadline> deadlines = new ArrayList<>(all);
        deadlines.add(deadline);
        return new JourneyDeadlines(List.copyOf(deadlines));
    }
}
