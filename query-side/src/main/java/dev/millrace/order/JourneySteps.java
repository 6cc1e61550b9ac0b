package dev.millrace.order;

import dev.millrace.order.StepNews.AttemptFailed;
import dev.millrace.order.StepNews.Begun;
import dev.millrace.order.StepNews.Done;
import dev.millrace.order.StepNews.Failed;
import dev.millrace.order.StepNews.NoLongerAwaited;
import dev.millrace.order.StepNews.PaymentRefused;
import dev.millrace.order.StepNews.Succeeded;
import dev.millrace.order.StepNews.Undone;
import dev.millrace.payment.PaymentStatus;
import dev.millrace.representation.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The steps of a journey in the order in which they began. Immutable. */
record JourneySteps(List<JourneyStep> all) {

    static final JourneySteps NONE = new JourneySteps(List.of());

    /** @param before where the order stood */
    JourneySteps after(StepNews news, RecordedEvent by, OrderProgress before) {
        return switch (news) {
            case Begun it -> begun(it.step(), it.parcelId(), by, it.detail());
            case Done it -> done(it.step(), it.parcelId(), by, it.detail());
            case Failed it -> failed(it.step(), by, it.why());
            case Undone it -> change(it.step(), null, step -> step.undone(by));
            case Succeeded it ->
                tried(it.step(), StepStatus.DONE, null, null, by).done(it.step(), null, by, it.detail());
            case AttemptFailed it -> attemptFailed(it, by);
            case PaymentRefused it -> refused(it.why(), by, before);
            case NoLongerAwaited it ->
                change(it.step(), null, step -> step.waits() ? step.ended(StepStatus.FAILED, it.why(), by) : step);
        };
    }

    /** These steps, then the expected ones that have not begun. */
    List<JourneyStep> withExpected(List<StepName> expected) {
        List<JourneyStep> steps = new ArrayList<>(all);
        expected.stream()
                .filter(name -> all.stream().noneMatch(step -> step.is(name, null) && step.waits()))
                .map(JourneyStep::expected)
                .forEach(steps::add);
        return List.copyOf(steps);
    }

    private JourneySteps begun(StepName name, @Nullable String parcelId, RecordedEvent by, @Nullable String detail) {
        return has(name, parcelId) ? this : plus(JourneyStep.begun(name, parcelId, detail, by));
    }

    private JourneySteps done(StepName name, @Nullable String parcelId, RecordedEvent by, @Nullable String detail) {
        return begun(name, parcelId, by, null).change(name, parcelId, step -> step.ended(StepStatus.DONE, detail, by));
    }

    private JourneySteps failed(StepName name, RecordedEvent by, String why) {
        return begun(name, null, by, null).change(name, null, step -> step.ended(StepStatus.FAILED, why, by));
    }

    private JourneySteps attemptFailed(AttemptFailed failed, RecordedEvent by) {
        JourneySteps tried = tried(failed.step(), StepStatus.FAILED, failed.why(), failed.retryAt(), by);
        return failed.retryAt() == null ? tried.failed(failed.step(), by, failed.why()) : tried;
    }

    private JourneySteps refused(String why, RecordedEvent by, OrderProgress before) {
        StepName name = before.payment() == PaymentStatus.AUTHORISED
                ? StepName.PAYMENT_CAPTURE
                : StepName.PAYMENT_AUTHORISATION;
        // Giving up is no try of its own: the last one that failed had no successor.
        boolean gaveUp = all.stream().anyMatch(step -> step.is(name, null) && step.status() == StepStatus.FAILED);
        return (gaveUp ? this : tried(name, StepStatus.FAILED, why, null, by)).failed(name, by, why);
    }

    private JourneySteps tried(
            StepName name, StepStatus status, @Nullable String reason, @Nullable Instant retryAt, RecordedEvent by) {
        return begun(name, null, by, null)
                .change(
                        name,
                        null,
                        step -> step.tried(
                                new JourneyAttempt(
                                        step.attempts().size() + 1, status, by.time(), by.position(), reason, retryAt),
                                by));
    }

    private boolean has(StepName name, @Nullable String parcelId) {
        return all.stream().anyMatch(step -> step.is(name, parcelId));
    }

    private JourneySteps plus(JourneyStep step) {
        List<JourneyStep> steps = new ArrayList<>(all);
        steps.add(step);
        return new JourneySteps(List.copyOf(steps));
    }

    private JourneySteps change(StepName name, @Nullable String parcelId, UnaryOperator<JourneyStep> change) {
        return new JourneySteps(all.stream()
                .map(step -> step.is(name, parcelId) ? change.apply(step) : step)
                .toList());
    }
}
