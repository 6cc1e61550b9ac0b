package dev.millrace.eventlog;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.schema.PresentPayload;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Schema(description = "An event of the log")
record LoggedEvent(
        @Schema(description = "Place in the log, from 1 and without gaps")
        long position,

        UUID id,
        @Schema(example = "millrace.order.OrderPlaced") String type,

        @Schema(description = "Version of the payload's schema: the newest, whichever it was stored in", example = "2")
        String version,

        @Schema(description = "When it happened") Instant time,

        @Schema(example = "[\"order:0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10\"]")
        List<String> tags,

        @Schema(
                implementation = Map.class,
                description = "By the schema of its type and version; money as `minorUnits` and `currency`")
        @JsonRawValue
        String payload,

        @Schema(
                description = "Who brought it about, as `kind:id`; `unknown` of events from before that was noted",
                example = "person:ada")
        String actor,

        @Schema(
                description =
                        "Among others `correlationId`, `causationId` and, where somebody acted for another, `onBehalfOf`")
        Map<String, String> metadata) {

    static LoggedEvent of(StoredEvent event) {
        PresentPayload payload = PresentPayload.of(event.type(), event.version(), event.payload());
        return new LoggedEvent(
                event.position(),
                event.id(),
                event.type(),
                payload.version(),
                event.timestamp(),
                event.tags().stream().map(LoggedEvent::text).sorted().toList(),
                new String(payload.json(), StandardCharsets.UTF_8),
                Actor.of(event.metadata()).toString(),
                event.metadata());
    }

    private static String text(Tag tag) {
        return tag.key() + ":" + tag.value();
    }
}
