package dev.millrace.order;

import dev.millrace.commandside.Answer;
import dev.millrace.commandside.IdempotencyKey;
import dev.millrace.commandside.Write;
import dev.millrace.commandside.WriteResponses;
import dev.millrace.commandside.Writes;
import dev.millrace.eventstore.Tag;
import dev.millrace.http.Refusals;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.order.OrderRequests.Cancellation;
import dev.millrace.order.OrderRequests.Delivery;
import dev.millrace.order.OrderRequests.Parcel;
import dev.millrace.schema.Tags;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes about orders. They are placed by checking out a cart. */
@RestController
@io.swagger.v3.oas.annotations.tags.Tag(name = "Orders")
final class OrderController {

    private final Writes writes;
    private final ShownOrders orders;

    OrderController(Writes writes, ShownOrders orders) {
        this.writes = writes;
        this.orders = orders;
    }

    @PostMapping(path = "/orders/{id}/cancellation", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Cancel an order",
            description = "What it holds is released and what was paid is refunded in due course.",
            operationId = "cancelOrder")
    @WriteResponses.Accepted(OrderResponse.class)
    @Refusals(
            notFound = {"order.not-found"},
            conflict = {"order.not-cancellable"})
    Mono<ResponseEntity<byte[]>> cancel(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
            @PathVariable OrderId id,
            @Valid @RequestBody Cancellation body,
            ServerWebExchange exchange) {
        Answer answer = Answer.accepted(orders.of(id));
        return writes.once(exchange, key, ignored -> new Write(body.command(id), tag(id), answer));
    }

    @PostMapping(path = "/orders/{id}/parcels", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Ship a parcel",
            operationId = "shipParcel",
            description = "Without `lines` it holds all that remains of the order. Only a confirmed order is shipped.")
    @WriteResponses.Created(OrderResponse.class)
    @Refusals(
            notFound = {"order.not-found"},
            conflict = {"order.not-shippable", "order.nothing-to-ship", "order.more-than-remaining"},
            invalid = {"order.line-not-found"})
    Mono<ResponseEntity<byte[]>> ship(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @PathVariable OrderId id,
            @Valid @RequestBody Parcel body,
            ServerWebExchange exchange) {
        return writes.once(exchange, key, fresh -> {
            ParcelId parcelId = new ParcelId(fresh);
            return new Write(
                    body.command(id, parcelId),
                    tag(id),
                    Answer.created(orders.of(id), "orders", id.toString(), "parcels", parcelId.toString()));
        });
    }

    @PostMapping("/orders/{id}/parcels/{parcelId}/delivery")
    @Operation(
            summary = "Record that a parcel arrived",
            operationId = "deliverParcel",
            description = "The order is delivered when all of it is. Doing it again changes nothing.")
    @WriteResponses.Done(OrderResponse.class)
    @Refusals(notFound = {"order.not-found", "order.parcel-not-found"})
    Mono<ResponseEntity<byte[]>> deliver(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
            @PathVariable OrderId id,
            @PathVariable ParcelId parcelId,
            @Valid @RequestBody(required = false) @Nullable Delivery body,
            ServerWebExchange exchange) {
        OrderCommand command = new OrderCommand.DeliverParcel(id, parcelId);
        return writes.once(exchange, key, ignored -> new Write(command, tag(id), Answer.done(orders.of(id))));
    }

    private static Tag tag(OrderId orderId) {
        return new Tag(Tags.ORDER, orderId.toString());
    }
}
