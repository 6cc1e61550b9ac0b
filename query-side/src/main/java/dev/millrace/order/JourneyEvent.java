package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.representation.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An event that bears on a step, to be looked up in the event log")
record JourneyEvent(
        long position,
        @Schema(format = "uuid") String id,

        @Schema(example = "millrace.inventory.StockReserved")
        String type,

        Instant at,

        @Schema(description = "The request that set it in motion") @Nullable
        String correlationId,

        @Schema(description = "Id of the message that caused it") @Nullable
        String causationId,

        @Schema(description = "Who brought it about, as `kind:id`; `unknown` of old events", example = "person:ada")
        String actor) {

    static JourneyEvent of(RecordedEvent event) {
        return new JourneyEvent(
                event.position(),
                event.id(),
                event.type(),
                event.time(),
                event.correlationId(),
                event.causationId(),
                event.actor().toString());
    }
}
