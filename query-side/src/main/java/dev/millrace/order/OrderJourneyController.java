package dev.millrace.order;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Refusals;
import dev.millrace.id.OrderId;
import dev.millrace.reading.ServerSentEvents;
import dev.millrace.reading.StreamSlots;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Orders")
class OrderJourneyController {

    private final OrderJourneys journeys;
    private final StreamSlots slots;
    private final Duration heartbeat;

    OrderJourneyController(OrderJourneys journeys, StreamSlots orderStreamSlots, Duration heartbeat) {
        this.journeys = journeys;
        this.slots = orderStreamSlots;
        this.heartbeat = heartbeat;
    }

    @GetMapping("/orders/{id}/journey")
    @Operation(
            summary = "Everything an order went through and waits for",
            operationId = "getOrderJourney",
            description = "Told by its events themselves, so that it is never behind.")
    @Refusals(notFound = "order.not-found")
    Mono<ResponseEntity<JourneyResponse>> journey(@PathVariable OrderId id) {
        return journeys.journey(id)
                .map(journey -> ResponseEntity.ok()
                        .eTag(Long.toString(journey.position()))
                        .body(JourneyResponse.of(id.toString(), journey)));
    }

    @GetMapping(path = "/orders/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "An order, live until it is final",
            operationId = "streamOrder",
            description =
                    "Messages are unnamed, so that they come to an `EventSource`'s `onmessage`. Their `kind` tells them"
                            + " apart: a `snapshot`, then a `change` per event, each with the order as it then is and the"
                            + " event's position as its id. Resumes at `Last-Event-ID` without a snapshot.")
    @ApiResponse(
            responseCode = "200",
            description = "Until the order is final",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = OrderChange.class)))
    @ApiResponse(responseCode = "204", description = "Nothing more will come", content = @Content)
    @Refusals(
            notFound = "order.not-found",
            tooMany = StreamSlots.TOO_MANY,
            unavailable = {StreamSlots.TOO_MANY, StreamSlots.STOPPING})
    Mono<ResponseEntity<Flux<ServerSentEvent<OrderChange>>>> stream(
            @PathVariable OrderId id,
            @RequestHeader(name = ServerSentEvents.LAST_EVENT_ID, required = false) @Nullable EventPosition last,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Mono<Long> resumedAt =
                last == null ? Mono.just(0L) : journeys.head().map(head -> ServerSentEvents.resumed(last, head));
        return Mono.zip(journeys.journey(id), resumedAt).map(found -> {
            OrderJourney journey = found.getT1();
            long seen = found.getT2();
            if (last != null && seen >= journey.position() && journey.progress().isFinal()) {
                // What tells a browser's EventSource to stop reconnecting.
                return ResponseEntity.noContent().build();
            }
            Flux<OrderChange> changes = journeys.changes(id, journey, last == null ? null : seen);
            return ResponseEntity.ok(slots.within(
                    exchange, ServerSentEvents.alive(changes.map(OrderJourneyController::sse), heartbeat)));
        });
    }

    private static ServerSentEvent<OrderChange> sse(OrderChange change) {
        return ServerSentEvent.builder(change)
                .id(Long.toString(change.position()))
                .build();
    }
}
