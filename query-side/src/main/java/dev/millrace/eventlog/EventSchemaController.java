package dev.millrace.eventlog;

import dev.millrace.http.Api;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.Refusals;
import dev.millrace.representation.ReadModelProblems;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventSchemas;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@RestController
@Tag(name = "Events")
class EventSchemaController {

    private static final String JSON_SCHEMA = "application/schema+json";
    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    static final ProblemMeanings MEANINGS = new ProblemMeanings(
            Map.of("event-schema.not-found", "There is no such type of event, or no such version."));

    @Schema(description = "The newest version of each event type")
    record EventTypes(List<EventType> items) {}

    @Schema(description = "An event type")
    record EventType(
            @Schema(example = "millrace.order.OrderPlaced") String type,

            @Schema(description = "Newest version of its schema", example = "2")
            String version,

            @Schema(description = "Where its schema is") String schema) {}

    private final EventTypes types = new EventTypes(EventCatalog.types().stream()
            .map(type -> type(EventCatalog.typeName(type), EventCatalog.version(type)))
            .toList());

    @GetMapping("/event-schemas")
    @Operation(
            summary = "The types of events there are",
            operationId = "listEventTypes",
            description = "Each with its newest version and the address of that version's schema.")
    Mono<EventTypes> types() {
        return Mono.just(types);
    }

    @GetMapping("/event-schemas/{type}/{version}")
    @Operation(
            summary = "The JSON Schema of an event type's version, past versions included",
            operationId = "getEventSchema",
            description = "A version never changes: it may be kept for ever.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = JSON_SCHEMA, schema = @Schema(type = "object")))
    @Refusals(notFound = "event-schema.not-found")
    Mono<ResponseEntity<String>> schema(@PathVariable String type, @PathVariable String version) {
        // Reading a file, if only a small one, may block.
        return Mono.fromCallable(() -> EventSchemas.schemaOf(type, version))
                .subscribeOn(Schedulers.boundedElastic())
                .map(found -> found.orElseThrow(() -> ReadModelProblems.notFound("event schema", type + "/" + version)
                        .exception()))
                .map(schema -> ResponseEntity.ok()
                        .cacheControl(CACHED)
                        .contentType(MediaType.parseMediaType(JSON_SCHEMA))
                        .body(schema));
    }

    private static EventType type(String name, String version) {
        return new EventType(name, version, address(name, version));
    }

    static String address(String type, String version) {
        return Api.PREFIX + "/event-schemas/" + type + "/" + version;
    }
}
