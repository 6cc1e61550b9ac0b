package dev.millrace.order;

import dev.millrace.order.JourneyDeadline.Kind;
import dev.millrace.order.StepNews.AttemptFailed;
import dev.millrace.order.StepNews.Begun;
import dev.millrace.order.StepNews.Done;
import dev.millrace.order.StepNews.Failed;
import dev.millrace.order.StepNews.NoLongerAwaited;
import dev.millrace.order.StepNews.PaymentRefused;
import dev.millrace.order.StepNews.Succeeded;
import dev.millrace.order.StepNews.Undone;
import dev.millrace.representation.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The deadlines of a journey in the order in which they were set. Immutable. */
record JourneyDeadlines(List<JourneyDeadline> all) {

    static final JourneyDeadlines NONE = new JourneyDeadlines(List.of());

    JourneyDeadlines after(OrderNews news, RecordedEvent by) {
        JourneyDeadlines next = this;
        for (StepNews step : news.steps()) {
            next = next.after(step, by);
        }
        if (news.reservedUntil() != null) {
            next = next.plus(JourneyDeadline.opened(
                    StepName.STOCK_RESERVATION, Kind.RESERVATION_EXPIRY, news.reservedUntil(), by));
        }
        if (news.goods() == GoodsStatus.RELEASED) {
            next = next.released(by);
        }
        return news.status() == null ? next : next.after(news.status(), by);
    }

    private JourneyDeadlines after(OrderStatus status, RecordedEvent by) {
        return switch (status) {
            case CONFIRMED -> paid(by);
            // Nothing is waited for any more, except for what gives back its money.
            case REJECTED -> close(deadline -> deadline.step().compensates() == null, DeadlineOutcome.DROPPED, by);
            case PENDING, SHIPPED, DELIVERED, CANCELLED -> this;
        };
    }

    private JourneyDeadlines after(StepNews news, RecordedEvent by) {
        return switch (news) {
            case AttemptFailed failed -> {
                JourneyDeadlines rest = retried(failed.step(), by);
                yield failed.retryAt() == null
                        ? rest
                        : rest.plus(JourneyDeadline.opened(failed.step(), Kind.RETRY, failed.retryAt(), by));
            }
            case Succeeded succeeded -> succeeded(succeeded.step(), by);
            case PaymentRefused _ -> retried(StepName.PAYMENT_AUTHORISATION, by).retried(StepName.PAYMENT_CAPTURE, by);
            case Begun _, Done _, Failed _, Undone _, NoLongerAwaited _ -> this;
        };
    }

    private JourneyDeadlines succeeded(StepName step, RecordedEvent by) {
        JourneyDeadlines rest = retried(step, by);
        return switch (step) {
            case PAYMENT_CAPTURE -> rest.paid(by);
            case PAYMENT_VOID -> rest.close(deadline -> deadline.kind() == Kind.RETRY, DeadlineOutcome.DROPPED, by);
            default -> rest;
        };
    }

    private JourneyDeadlines paid(RecordedEvent by) {
        return close(JourneyDeadlines::isExpiry, DeadlineOutcome.MET, by);
    }

    private JourneyDeadlines released(RecordedEvent by) {
        return new JourneyDeadlines(all.stream()
                .map(deadline -> isExpiry(deadline)
                        ? deadline.closed(
                                by.time().isBefore(deadline.dueAt()) ? DeadlineOutcome.DROPPED : DeadlineOutcome.MISSED,
                                by)
                        : deadline)
                .toList());
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
