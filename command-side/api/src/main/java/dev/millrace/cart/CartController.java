package dev.millrace.cart;

import dev.millrace.cart.CartRequests.Checkout;
import dev.millrace.cart.CartRequests.NewCart;
import dev.millrace.cart.CartRequests.NewItems;
import dev.millrace.cart.CartRequests.NewQuantity;
import dev.millrace.commandside.Answer;
import dev.millrace.commandside.IdempotencyKey;
import dev.millrace.commandside.Write;
import dev.millrace.commandside.WriteResponses;
import dev.millrace.commandside.Writes;
import dev.millrace.eventstore.Tag;
import dev.millrace.http.Problem;
import dev.millrace.http.Refusals;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.order.OrderResponse;
import dev.millrace.order.ShownOrders;
import dev.millrace.schema.Tags;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes about carts, up to the order that one becomes. */
@RestController
@io.swagger.v3.oas.annotations.tags.Tag(name = "Carts")
final class CartController {

    private static final Instant EARLIEST_ORDER = Instant.parse("2000-01-01T00:00:00Z");

    private final Writes writes;
    private final ShownCarts carts;
    private final ShownOrders orders;
    private final Clock clock;

    CartController(Writes writes, ShownCarts carts, ShownOrders orders, Clock clock) {
        this.writes = writes;
        this.carts = carts;
        this.orders = orders;
        this.clock = clock;
    }

    @PostMapping(path = "/carts", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Open a cart, empty or with items in it",
            operationId = "openCart",
            description = "An item without `agreedPrice` has the list price of now. All items are taken, or none.")
    @WriteResponses.Created(CartResponse.class)
    @Refusals(
            conflict = {"cart.product-withdrawn"},
            invalid = {"cart.product-not-found", "cart.other-currency", "cart.invalid-price", "cart.invalid-quantity"})
    Mono<ResponseEntity<byte[]>> open(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody NewCart body,
            ServerWebExchange exchange) {
        return writes.once(exchange, key, id -> {
            CartId cartId = new CartId(id);
            return new Write(body.command(cartId), tag(cartId), Answer.created(carts.of(cartId)));
        });
    }

    @PostMapping(path = "/carts/{id}/items", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Add items, all or none",
            operationId = "addCartItems",
            description =
                    "An item without `agreedPrice` has the list price of now. What is in the cart already, at the same price, adds to its line.")
    @WriteResponses.Created(CartResponse.class)
    @Refusals(
            notFound = {"cart.not-found"},
            conflict = {"cart.already-checked-out", "cart.expired", "cart.too-many-lines", "cart.product-withdrawn"},
            invalid = {"cart.product-not-found", "cart.other-currency", "cart.invalid-price", "cart.invalid-quantity"})
    Mono<ResponseEntity<byte[]>> add(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @PathVariable CartId id,
            @Valid @RequestBody NewItems body,
            ServerWebExchange exchange) {
        return writes.once(
                exchange, key, ignored -> new Write(body.command(id), tag(id), Answer.created(carts.of(id))));
    }

    @PatchMapping(path = "/carts/{id}/items/{line}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Change a line's quantity",
            operationId = "changeCartItemQuantity",
            description = "Sets the quantity; it does not add to it. The price stays what it was.")
    @WriteResponses.Done(CartResponse.class)
    @Refusals(
            notFound = {"cart.not-found", "cart.line-not-found"},
            conflict = {"cart.already-checked-out", "cart.expired"})
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable CartId id,
            @PathVariable int line,
            @Valid @RequestBody NewQuantity body,
            ServerWebExchange exchange) {
        return writes.send(exchange, new Write(body.command(id, line), tag(id), Answer.done(carts.of(id))));
    }

    @DeleteMapping("/carts/{id}/items/{line}")
    @Operation(
            summary = "Remove a line",
            operationId = "removeCartItem",
            description = "Its number is not used again. A line that is gone already is a 404.")
    @WriteResponses.Done(CartResponse.class)
    @Refusals(
            notFound = {"cart.not-found", "cart.line-not-found"},
            conflict = {"cart.already-checked-out", "cart.expired"})
    Mono<ResponseEntity<byte[]>> remove(@PathVariable CartId id, @PathVariable int line, ServerWebExchange exchange) {
        return writes.send(
                exchange, new Write(new CartCommand.RemoveCartItem(id, line), tag(id), Answer.done(carts.of(id))));
    }

    @PostMapping(path = "/carts/{id}/checkout", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make the cart an order",
            description = "Reservation, payment and confirmation follow; the order's location tells how they go.",
            operationId = "checkOutCart")
    @WriteResponses.Accepted(OrderResponse.class)
    @Refusals(
            notFound = {"cart.not-found"},
            conflict = {
                "cart.already-checked-out",
                "cart.expired",
                "cart.empty",
                "cart.price-changed",
                "cart.product-withdrawn",
                "cart.total-too-large"
            },
            invalid = {"cart.invalid-email", "cart.invalid-country", "cart.invalid-payment-token"})
    Mono<ResponseEntity<byte[]>> checkOut(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @PathVariable CartId id,
            @Valid @RequestBody Checkout body,
            ServerWebExchange exchange) {
        Instant now = clock.instant();
        refuseImpossibleTime(body.orderedAt(), now);
        return writes.once(exchange, key, fresh -> {
            OrderId orderId = new OrderId(fresh);
            return new Write(
                    body.command(id, orderId, now), tag(id), Answer.accepted(orders.of(orderId)), carts.of(id));
        });
    }

    private static void refuseImpossibleTime(@Nullable Instant orderedAt, Instant now) {
        if (orderedAt != null && (orderedAt.isBefore(EARLIEST_ORDER) || orderedAt.isAfter(now))) {
            throw Problem.invalid("orderedAt", "a time from " + EARLIEST_ORDER + " to now")
                    .exception();
        }
    }

    private static Tag tag(CartId cartId) {
        return new Tag(Tags.CART, cartId.toString());
    }
}
