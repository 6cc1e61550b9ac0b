package dev.millrace.eventlog;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventPage;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.http.Cursor;
import dev.millrace.http.EventPosition;
import dev.millrace.http.Limit;
import dev.millrace.http.Page;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.Refusals;
import dev.millrace.reading.ServerSentEvents;
import dev.millrace.reading.StreamSlots;
import dev.millrace.representation.ReadModelProblems;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Events")
class EventLogController {

    private static final String LIST = "events";
    private static final String AFTER = "Only events beyond this position";
    private static final String FROM = "Only from the first event at this time or later";
    private static final String TO = "Only up to the last event at this time or earlier";
    private static final String TYPE = "Only events of these types";
    private static final String ACTOR =
            "Only what this actor brought about, such as `person:ada`; `unknown` for events from before that was noted. A page may"
                    + " be short then though more follow";
    private static final String TAG = "Only events that carry all of these tags, each as key:value";

    private static final String DATA = """
            {"sku":"LAMP-1","name":"Brass reading lamp","description":"Warm light","price":{"minorUnits":2450,"currency":"GBP"}}""";

    static final ProblemMeanings MEANINGS =
            new ProblemMeanings(Map.of("event.not-found", "The log has no event at that position."));

    private final EventLog log;
    private final EventSlices slices;
    private final EventPages pages;
    private final StreamSlots slots;
    private final Duration heartbeat;

    EventLogController(EventLog log, StreamSlots eventLogSlots, Duration heartbeat) {
        this.log = log;
        this.slices = new EventSlices(log);
        this.pages = new EventPages(log);
        this.slots = eventLogSlots;
        this.heartbeat = heartbeat;
    }

    // No `produces` here: it is what a client gets that takes anything.
    @GetMapping("/events")
    @Operation(
            operationId = "listEvents",
            summary = "Events, a page at a time",
            description =
                    "All in one download: `/events/export`; live: `/events/stream`. Who accepts nothing but NDJSON, or"
                            + " nothing but server-sent events, gets them here too.")
    Mono<Page<LoggedEvent>> page(
            @Parameter(description = AFTER) @RequestParam(defaultValue = "0") EventPosition after,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = TO) @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = TYPE) @RequestParam(required = false) @Nullable List<String> type,
            @Parameter(description = TAG) @RequestParam(required = false) @Nullable List<String> tag,
            @Parameter(description = ACTOR) @RequestParam(required = false) @Nullable String actor,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Criteria criteria = EventFilter.criteria(type, tag);
        ActorFilter filter = ActorFilter.of(actor);
        long start = Math.max(after.value(), cursor == null ? 0 : position(cursor));
        return slices.slice(start, from, to)
                .flatMap(slice -> pages.page(criteria, filter, slice, limit.value()))
                .map(EventLogController::page);
    }

    @GetMapping("/events/at/{position}")
    @Operation(
            operationId = "getEvent",
            summary = "The event at a position",
            description =
                    "What an event says never changes: it may be kept for ever. How it is said may: it is shown in the newest"
                            + " version of its type, here and in lists, downloads and streams. As it was stored: `/events/at/{position}/data`.")
    @Refusals(notFound = "event.not-found")
    Mono<LoggedEvent> event(@Parameter(description = "From 1") @PathVariable EventPosition position) {
        return at(position).map(LoggedEvent::of);
    }

    @GetMapping(path = "/events/at/{position}/data", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getEventData",
            summary = "What the event at a position says: its payload alone, as it was stored",
            description =
                    "Where records of the bus that are too large for their data refer to, by `ce_dataref`. Its version is that of"
                            + " their `ce_dataschema`, and of `Link`, and may be an old one.")
    @ApiResponse(
            responseCode = "200",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description =
                                    "Where the schema of the version is that it was stored in, `rel=\"describedby\"`",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(DATA)))
    @Refusals(notFound = "event.not-found")
    Mono<ResponseEntity<byte[]>> data(@Parameter(description = "From 1") @PathVariable EventPosition position) {
        return at(position)
                .map(event -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.LINK, schema(event))
                        .body(event.payload()));
    }

    private static String schema(StoredEvent event) {
        return "<" + EventSchemaController.address(event.type(), event.version()) + ">; rel=\"describedby\"";
    }

    private Mono<StoredEvent> at(EventPosition position) {
        return log.page(Criteria.everything(), Math.max(0, position.value() - 1), position.value(), 1)
                .map(EventPage::events)
                .flatMap(found -> found.isEmpty()
                        ? Mono.error(ReadModelProblems.notFound("event", Long.toString(position.value()))
                                .exception())
                        : Mono.just(found.getFirst()));
    }

    @GetMapping(path = "/events/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "All events there are, one per line",
            operationId = "exportEvents",
            description =
                    "NDJSON in the order of the log, up to what was there when it was asked for. One that ends early breaks the connection.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            array = @ArraySchema(schema = @Schema(implementation = LoggedEvent.class))))
    @Refusals(
            tooMany = StreamSlots.TOO_MANY,
            unavailable = {StreamSlots.TOO_MANY, StreamSlots.STOPPING})
    Flux<DataBuffer> download(
            @Parameter(description = AFTER) @RequestParam(defaultValue = "0") EventPosition after,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = TO) @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = TYPE) @RequestParam(required = false) @Nullable List<String> type,
            @Parameter(description = TAG) @RequestParam(required = false) @Nullable List<String> tag,
            @Parameter(description = ACTOR) @RequestParam(required = false) @Nullable String actor,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Criteria criteria = EventFilter.criteria(type, tag);
        ActorFilter filter = ActorFilter.of(actor);
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return slots.within(
                exchange,
                slices.slice(after.value(), from, to)
                        .flatMapMany(slice ->
                                EventChunks.lines(filter.among(log.pages(criteria, slice.after(), slice.upTo()))))
                        .map(buffers::wrap));
    }

    @Hidden
    @GetMapping(path = "/events", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<DataBuffer> downloadByType(
            @RequestParam(defaultValue = "0") EventPosition after,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable List<String> type,
            @RequestParam(required = false) @Nullable List<String> tag,
            @RequestParam(required = false) @Nullable String actor,
            ServerWebExchange exchange) {
        return download(after, from, to, type, tag, actor, exchange);
    }

    @GetMapping(path = "/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "streamEvents",
            summary = "Events past, then each as it comes; resumes at `Last-Event-ID`",
            description =
                    "Messages bear no name, so that an `EventSource` hands each to `onmessage`; `type` says what it is.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = LoggedEvent.class)))
    @Refusals(
            tooMany = StreamSlots.TOO_MANY,
            unavailable = {StreamSlots.TOO_MANY, StreamSlots.STOPPING})
    Flux<DataBuffer> follow(
            @Parameter(description = AFTER) @RequestParam(defaultValue = "0") EventPosition after,
            @Parameter(description = FROM) @RequestParam(required = false) @Nullable Instant from,
            @Parameter(hidden = true) @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = TYPE) @RequestParam(required = false) @Nullable List<String> type,
            @Parameter(description = TAG) @RequestParam(required = false) @Nullable List<String> tag,
            @Parameter(description = ACTOR) @RequestParam(required = false) @Nullable String actor,
            @RequestHeader(name = ServerSentEvents.LAST_EVENT_ID, required = false) @Nullable EventPosition last,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        if (to != null) {
            throw Problem.invalid("to", "absent, since a live stream has no end")
                    .exception();
        }
        Criteria criteria = EventFilter.criteria(type, tag);
        ActorFilter filter = ActorFilter.of(actor);
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        // The head is asked for, too, so that a store that is down is answered with 503, and not with silence.
        return slots.within(
                exchange,
                log.head()
                        .map(head -> Math.max(after.value(), ServerSentEvents.resumed(last, head)))
                        .flatMap(start -> slices.start(start, from))
                        .flatMapMany(start -> ServerSentEvents.aliveAsWritten(
                                EventChunks.messages(filter.among(log.tailPages(criteria, start))), heartbeat))
                        .map(buffers::wrap));
    }

    @Hidden
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<DataBuffer> followByType(
            @RequestParam(defaultValue = "0") EventPosition after,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable List<String> type,
            @RequestParam(required = false) @Nullable List<String> tag,
            @RequestParam(required = false) @Nullable String actor,
            @RequestHeader(name = ServerSentEvents.LAST_EVENT_ID, required = false) @Nullable EventPosition last,
            ServerWebExchange exchange) {
        return follow(after, from, to, type, tag, actor, last, exchange);
    }

    private static Page<LoggedEvent> page(EventPages.Found found) {
        return new Page<>(
                found.events().stream().map(LoggedEvent::of).toList(),
                found.reached() == 0 ? null : Cursor.encode(LIST, Long.toString(found.reached())));
    }

    private static long position(String cursor) {
        try {
            return EventPosition.of(Cursor.decode(LIST, 1, cursor).getFirst()).value();
        } catch (IllegalArgumentException forged) {
            throw Cursor.refusal();
        }
    }
}
