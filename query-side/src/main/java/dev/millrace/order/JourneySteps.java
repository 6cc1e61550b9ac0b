package dev.millrace.order;

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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The steps of a journey in the order in which they began. Immutable. */
record JourneySteps(List<JourneyStep> all) {

    static final JourneySteps NONE = new JourneySteps(List.of());

    JourneySteps begun(StepName name, @Nullable String parcelId, RecordedEvent by, @Nullable String detail) {
        return has(name, parcelId) ? this : plus(JourneyStep.begun(name, parcelId, detail, by));
    }

    JourneySteps done(StepName name, @Nullable String parcelId, RecordedEvent by, @Nullable String detail) {
        return begun(name, parcelId, by, null).change(name, parcelId, step -> step.ended(StepStatus.DONE, detail, by));
    }

    JourneySteps failed(StepName name, RecordedEvent by, String why) {
        return begun(name, null, by, null).change(name, null, step -> step.ended(StepStatus.FAILED, why, by));
    }

    JourneySteps undone(StepName name, RecordedEvent by) {
        return change(name, null, step -> step.undone(by));
    }

    JourneySteps afterPayment(PaymentEvent event, RecordedEvent by, OrderProgress before) {
        return switch (event) {
            case PaymentRequested requested ->
                begun(
                        StepName.PAYMENT_AUTHORISATION,
                        null,
                        by,
                        requested.amount().toString());
            case PaymentAttemptFailed attempt -> attemptFailed(attempt, by);
            case PaymentAuthorised authorised ->
                succeeded(
                        StepName.PAYMENT_AUTHORISATION,
                        by,
                        authorised.amount() + ", gateway's reference " + authorised.gatewayReference());
            case PaymentCaptured captured ->
                succeeded(StepName.PAYMENT_CAPTURE, by, captured.amount().toString());
            case PaymentDeclined declined -> declined(declined, by, before);
            case PaymentVoided voided ->
                succeeded(StepName.PAYMENT_VOID, by, voided.reason())
                        .change(
                                StepName.PAYMENT_CAPTURE,
                                null,
                                step -> step.waits() ? step.ended(StepStatus.FAILED, "voided", by) : step)
                        .undone(StepName.PAYMENT_AUTHORISATION, by);
            case PaymentRefunded refunded ->
                succeeded(StepName.PAYMENT_REFUND, by, refunded.amount() + ", " + refunded.reason())
                        .undone(StepName.PAYMENT_CAPTURE, by);
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

    private JourneySteps attemptFailed(PaymentAttemptFailed failed, RecordedEvent by) {
        StepName name = StepName.of(failed.operation());
        JourneySteps tried = tried(name, StepStatus.FAILED, failed.reason(), failed.retryAt(), by);
        return failed.retryAt() == null ? tried.failed(name, by, failed.reason()) : tried;
    }

    private JourneySteps declined(PaymentDeclined declined, RecordedEvent by, OrderProgress before) {
        StepName name = before.funds() == OrderProgress.Funds.AUTHORISED
                ? StepName.PAYMENT_CAPTURE
                : StepName.PAYMENT_AUTHORISATION;
        String why = declined.code() + ": " + declined.detail();
        // Giving up is no try of its own: the last one that failed had no successor.
        boolean gaveUp = all.stream().anyMatch(step -> step.is(name, null) && step.status() == StepStatus.FAILED);
        return (gaveUp ? this : tried(name, StepStatus.FAILED, why, null, by)).failed(name, by, why);
    }

    private JourneySteps succeeded(StepName name, RecordedEvent by, String detail) {
        return tried(name, StepStatus.DONE, null, null, by).done(name, null, by, detail);
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
