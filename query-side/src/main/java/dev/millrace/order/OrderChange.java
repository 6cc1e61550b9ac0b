package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.representation.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A message of an order's live stream, which is the `data` of an unnamed event")
record OrderChange(
        Kind kind,
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

        @Schema(description = "As it is after the event, its payment included; what its own address answers then")
        OrderResponse order,

        @Schema(description = "All so far; in a snapshot only") @Nullable
        JourneyResponse journey) {

    @Schema(name = "OrderChangeKind")
    enum Kind {
        /** How the order stands when the stream begins. */
        @JsonProperty("snapshot")
        SNAPSHOT,
        /** What one event made of it. */
        @JsonProperty("change")
        CHANGE
    }

    static OrderChange snapshot(String orderId, OrderJourney journey) {
        RecordedEvent last = journey.events().getLast();
        OrderProgress progress = journey.progress();
        return new OrderChange(
                Kind.SNAPSHOT,
                orderId,
                last.position(),
                last.time(),
                null,
                progress.status(),
                progress.isFinal(),
                progress.awaited(),
                CurrentOrders.response(journey.view()),
                JourneyResponse.of(orderId, journey));
    }

    static OrderChange by(RecordedEvent event, String orderId, OrderProgress after, OrderView view) {
        return new OrderChange(
                Kind.CHANGE,
                orderId,
                event.position(),
                event.time(),
                event.type(),
                after.status(),
                after.isFinal(),
                after.awaited(),
                CurrentOrders.response(view),
                null);
    }
}
