package dev.millrace.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event tells of a step of its order's journey. A step that nothing was heard of begins with the first news of it. */
public sealed interface StepNews {

    /** @param detail for people */
    record Begun(
            StepName step,
            @Nullable String parcelId,
            @Nullable String detail) implements StepNews {}

    /** @param detail for people; what was said before stays if it is absent */
    record Done(
            StepName step,
            @Nullable String parcelId,
            @Nullable String detail) implements StepNews {}

    /** @param why for people */
    record Failed(StepName step, String why) implements StepNews {}

    /** What it did was taken back. */
    record Undone(StepName step) implements StepNews {}

    /** It was tried, and is done. */
    record Succeeded(StepName step, String detail) implements StepNews {}

    /** @param retryAt when it is tried again; absent if that was the last time */
    record AttemptFailed(
            StepName step, String why, @Nullable Instant retryAt) implements StepNews {}

    /** No money will come: the step of the payment that was to be next fails. */
    record PaymentRefused(String why) implements StepNews {}

    /** It fails if it was still waited for. */
    record NoLongerAwaited(StepName step, String why) implements StepNews {}
}
