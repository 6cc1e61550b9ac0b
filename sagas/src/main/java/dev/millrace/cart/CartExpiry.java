package dev.millrace.cart;

import dev.millrace.cart.CartCommand.ExpireCart;
import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.id.CartId;
import dev.millrace.processes.ProcessDefinition;
import dev.millrace.processes.ProcessStep;
import dev.millrace.processes.ProcessStep.End;
import dev.millrace.processes.ProcessStep.Forget;
import dev.millrace.processes.ProcessStep.SendIfUnchanged;
import dev.millrace.processes.ProcessStep.WakeAt;
import dev.millrace.processes.StepWords;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Closes carts that nobody changes any more. Only the first look is timed by an event: what changed is seen when it comes. */
public final class CartExpiry implements ProcessDefinition<CartId, CartExpiry.Cart, BusinessEvent> {

    private static final String ABANDONED = "abandoned";

    private static final List<StepWords> WORDS = List.of(
            StepWords.waiting("abandonment", ABANDONED).after(CartOpened.class).failed(CartCheckedOut.class),
            StepWords.sending("expiry", ExpireCart.class).done(CartExpired.class));

    private final CartExpirySettings settings;

    public CartExpiry(CartExpirySettings settings) {
        this.settings = settings;
    }

    /**
     * A cart as far as its expiry goes.
     *
     * @param changedAt the last time
     */
    public record Cart(CartId id, boolean isGuests, Instant changedAt, boolean isClosed) {}

    @Override
    public String name() {
        return "cart-expiry";
    }

    @Override
    public String tag() {
        return Tags.CART;
    }

    @Override
    public CartId key(String value) {
        return CartId.of(value);
    }

    @Override
    public Set<Class<? extends BusinessEvent>> events() {
        return Set.of(CartOpened.class, CartCheckedOut.class, CartExpired.class);
    }

    @Override
    public boolean begins(BusinessEvent event) {
        return event instanceof CartOpened;
    }

    @Override
    public Cart initial(CartId key) {
        return new Cart(key, true, Instant.EPOCH, false);
    }

    @Override
    public Cart evolve(Cart cart, BusinessEvent event) {
        return evolve(cart, event, cart.changedAt());
    }

    @Override
    public Cart evolve(Cart cart, BusinessEvent event, Instant happenedAt) {
        return switch (event) {
            case CartOpened e -> new Cart(e.cartId(), e.customerId() == null, happenedAt, false);
            case CartCheckedOut _, CartExpired _ -> new Cart(cart.id(), cart.isGuests(), happenedAt, true);
            case CartEvent _ -> new Cart(cart.id(), cart.isGuests(), happenedAt, cart.isClosed());
            default -> cart;
        };
    }

    @Override
    public List<ProcessStep> next(Cart cart, BusinessEvent event, Instant happenedAt) {
        return cart.isClosed()
                ? List.of(new Forget(ABANDONED), new End())
                : List.of(new WakeAt(ABANDONED, expiresAt(cart)));
    }

    @Override
    public List<ProcessStep> wake(Cart cart, String timer, Instant now) {
        if (cart.isClosed()) {
            return List.of(new End());
        }
        Instant expiresAt = expiresAt(cart);
        return now.isBefore(expiresAt)
                ? List.of(new WakeAt(ABANDONED, expiresAt))
                : List.of(new SendIfUnchanged(new ExpireCart(cart.id())));
    }

    private Instant expiresAt(Cart cart) {
        Duration period = cart.isGuests() ? settings.guest() : settings.customer();
        return cart.changedAt().plus(period);
    }

    @Override
    public Set<String> expectedRejections() {
        return Set.of("cart.already-checked-out");
    }

    @Override
    public List<StepWords> words() {
        return WORDS;
    }
}
