package dev.millrace.cart;

import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.id.CartId;
import dev.millrace.projections.live.LiveView;
import dev.millrace.readmodels.LiveKind;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.Tags;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carts in the live view. */
public final class LiveCarts implements LiveView<CartId, CartView> {

    private static final Set<Class<? extends BusinessEvent>> HANDLES = EventCatalog.typesOf(CartEvent.class);

    @Override
    public LiveKind<CartId> kind() {
        return CartView.KIND;
    }

    @Override
    public Class<CartView> type() {
        return CartView.class;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return HANDLES;
    }

    @Override
    public @Nullable CartId about(BusinessEvent event) {
        return event instanceof CartEvent cart ? cart.cartId() : null;
    }

    @Override
    public String tag() {
        return Tags.CART;
    }

    @Override
    public boolean begins(BusinessEvent event) {
        return event instanceof CartOpened;
    }

    @Override
    public CartView evolve(@Nullable CartView view, BusinessEvent event, long position, Instant at) {
        return CartFold.evolve(view, (CartEvent) event, position, at);
    }

    @Override
    public @Nullable Instant finishedAt(CartView view) {
        return view.orderId() != null || view.expiredAt() != null ? view.updatedAt() : null;
    }
}
