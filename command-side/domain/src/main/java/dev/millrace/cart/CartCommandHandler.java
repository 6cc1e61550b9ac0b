package dev.millrace.cart;

import static dev.millrace.cart.CartBoundary.CART;
import static dev.millrace.cart.OfferBoundary.OFFER;
import static dev.millrace.cart.OrderIdBoundary.ORDER_ID;

import dev.millrace.cart.CartCommand.AddCartItems;
import dev.millrace.cart.CartCommand.ChangeCartItemQuantity;
import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartCommand.ExpireCart;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.cart.CartCommand.RemoveCartItem;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.id.CartId;
import dev.millrace.id.Sku;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import reactor.core.publisher.Mono;

/** Handles the commands of carts. Stateless. */
public final class CartCommandHandler {

    private final Decisions decisions;

    public CartCommandHandler(Decisions decisions) {
        this.decisions = decisions;
    }

    @CommandHandler
    CompletableFuture<Decision> handle(OpenCart command, ProcessingContext context) {
        return decide(
                command.cartId(),
                context,
                cart -> cart instanceof CartState.Unopened ? skus(command.items()) : Set.of(),
                (cart, offers) -> CartFilling.decide(command, cart, offers));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(AddCartItems command, ProcessingContext context) {
        return decide(
                command.cartId(),
                context,
                cart -> cart instanceof CartState.Open ? skus(command.items()) : Set.of(),
                (cart, offers) -> CartFilling.decide(command, cart, offers));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ChangeCartItemQuantity command, ProcessingContext context) {
        return decisions.decide(
                context, reads -> reads.read(CART, command.cartId()).map(cart -> LineChange.decide(command, cart)));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RemoveCartItem command, ProcessingContext context) {
        return decisions.decide(
                context, reads -> reads.read(CART, command.cartId()).map(cart -> LineChange.decide(command, cart)));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(CheckOutCart command, ProcessingContext context) {
        return decisions.decide(
                context,
                reads -> reads.read(CART, command.cartId())
                        .flatMap(cart -> cart instanceof CartState.Open open
                                ? reads.readAll(OFFER, skus(open))
                                        .flatMap(offers -> reads.read(ORDER_ID, command.orderId())
                                                .map(taken -> Checkout.decide(command, cart, offers, taken)))
                                : Mono.just(Checkout.decide(command, cart, Map.of(), false))));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ExpireCart command, ProcessingContext context) {
        return decisions.decide(
                context, reads -> reads.read(CART, command.cartId()).map(cart -> Expiry.decide(command, cart)));
    }

    private static Set<Sku> skus(CartState.Open cart) {
        return cart.lines().stream().map(CartLine::sku).collect(Collectors.toSet());
    }

    /** A command with more items than allowed will be refused for that, so their products needn't be read. */
    private static Set<Sku> skus(List<Item> items) {
        return items.stream()
                .limit(CartLimits.MOST_ITEMS_AT_ONCE)
                .map(Item::sku)
                .collect(Collectors.toSet());
    }

    private CompletableFuture<Decision> decide(
            CartId cartId,
            ProcessingContext context,
            Function<CartState, Set<Sku>> skus,
            BiFunction<CartState, Map<Sku, Offer>, Decision> decision) {
        return decisions.decide(
                context,
                reads -> reads.read(CART, cartId)
                        .flatMap(cart ->
                                reads.readAll(OFFER, skus.apply(cart)).map(offers -> decision.apply(cart, offers))));
    }
}
