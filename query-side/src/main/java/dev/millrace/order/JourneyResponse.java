package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.representation.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Journey", description = "Everything an order went through and is waiting for")
record JourneyResponse(
        String orderId,
        OrderStatus status,

        @JsonProperty("final") @Schema(description = "Whether nothing more will happen to it of itself")
        boolean settled,

        Instant placedAt,
        Instant changedAt,

        @Schema(description = "Position of its latest event")
        long position,

        @Schema(description = "In the order in which they began; expected ones last")
        List<JourneyStep> steps,

        @Schema(description = "In the order in which they were set")
        List<JourneyDeadline> deadlines) {

    /** @param journey with at least one event */
    static JourneyResponse of(String orderId, OrderJourney journey) {
        RecordedEvent first = journey.events().getFirst();
        RecordedEvent last = journey.events().getLast();
        return new JourneyResponse(
                orderId,
                journey.progress().status(),
                journey.progress().isFinal(),
                first.time(),
                last.time(),
                last.position(),
                journey.stepsWithExpected(),
                journey.deadlines().all());
    }
}
