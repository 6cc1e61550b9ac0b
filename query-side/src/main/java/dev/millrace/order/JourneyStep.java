package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.representation.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A step of an order's journey")
record JourneyStep(
        StepName name,

        @Schema(description = "The parcel, if the step is about one") @Nullable
        String parcelId,

        StepStatus status,

        @Schema(description = "Time of its first event; absent while it is only expected") @Nullable
        Instant startedAt,

        @Nullable Instant endedAt,

        @Schema(description = "The particulars, for people") @Nullable
        String detail,

        @Schema(description = "The step that this one undoes") @Nullable
        StepName compensates,

        List<JourneyAttempt> attempts,
        List<JourneyEvent> events) {

    static JourneyStep begun(StepName name, @Nullable String parcelId, @Nullable String detail, RecordedEvent by) {
        return new JourneyStep(
                name,
                parcelId,
                StepStatus.WAITING,
                by.time(),
                null,
                detail,
                name.compensates(),
                List.of(),
                List.of(JourneyEvent.of(by)));
    }

    static JourneyStep expected(StepName name) {
        return new JourneyStep(
                name, null, StepStatus.WAITING, null, null, null, name.compensates(), List.of(), List.of());
    }

    boolean is(StepName otherName, @Nullable String otherParcelId) {
        return name == otherName && (otherParcelId == null || otherParcelId.equals(parcelId));
    }

    boolean waits() {
        return status == StepStatus.WAITING;
    }

    JourneyStep ended(StepStatus how, @Nullable String why, RecordedEvent by) {
        return new JourneyStep(
                name,
                parcelId,
                how,
                startedAt,
                by.time(),
                why == null ? detail : why,
                compensates,
                attempts,
                eventsWith(by));
    }

    /** What it did was undone; when it ended stays as it was. */
    JourneyStep undone(RecordedEvent by) {
        return status == StepStatus.FAILED
                ? this
                : new JourneyStep(
                        name,
                        parcelId,
                        StepStatus.COMPENSATED,
                        startedAt,
                        endedAt == null ? by.time() : endedAt,
                        detail,
                        compensates,
                        attempts,
                        eventsWith(by));
    }

    JourneyStep tried(JourneyAttempt attempt, RecordedEvent by) {
        return new JourneyStep(
                name,
                parcelId,
                status,
                startedAt,
                endedAt,
                detail,
                compensates,
                Stream.concat(attempts.stream(), Stream.of(attempt)).toList(),
                eventsWith(by));
    }

    private List<JourneyEvent> eventsWith(RecordedEvent by) {
        return events.stream().anyMatch(event -> event.position() == by.position())
                ? events
                : Stream.concat(events.stream(), Stream.of(JourneyEvent.of(by))).toList();
    }
}
