package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.representation.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What a live stream says of an order: a `snapshot` first, then a `change` per event")
record OrderChange(
        String orderId,

        @Schema(description = "Of the event, which is the SSE's `id` too")
        long position,

        Instant at,

        @Schema(description = "The event; absent in a snapshot", example = "millrace.order.OrderConfirmed") @Nullable
        String type,

        @Schema(description = "After the event") OrderStatus status,

        @JsonProperty("final") @Schema(description = "Whether nothing more will come")
        boolean settled,

        @Schema(description = "Steps that must come next") List<StepName> awaited,

        @Schema(description = "All so far; in a snapshot only") @Nullable
        JourneyResponse journey) {

    static OrderChange snapshot(String orderId, OrderJourney journey) {
        RecordedEvent last = journey.events().getLast();
        OrderProgress progress = journey.progress();
        return new OrderChange(
                orderId,
                last.position(),
                last.time(),
                null,
                progress.status(),
                progress.isFinal(),
                progress.awaited(),
                JourneyResponse.of(orderId, journey));
    }

    static OrderChange by(RecordedEvent event, String orderId, OrderProgress after) {
        return new OrderChange(
                orderId,
                event.position(),
                event.time(),
                event.type(),
                after.status(),
                after.isFinal(),
                after.awaited(),
                null);
    }
}
