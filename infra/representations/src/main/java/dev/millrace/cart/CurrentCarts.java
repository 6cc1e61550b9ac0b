package dev.millrace.cart;

import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.representation.Known;
import dev.millrace.representation.LiveStore;
import dev.millrace.representation.LogFolds;
import dev.millrace.representation.Newness;
import dev.millrace.representation.RecordedEvent;
import dev.millrace.representation.Represented;
import dev.millrace.representation.Thing;
import dev.millrace.schema.Tags;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Carts as clients see them, no older than the log. Non-blocking, thread-safe. */
public final class CurrentCarts {

    private final LiveStore live;
    private final LogFolds log;

    public CurrentCarts(LiveStore live, LogFolds log) {
        this.live = live;
        this.log = log;
    }

    public Mono<Represented<CartResponse>> cart(CartId id, Newness newness) {
        Mono<Known<CartView>> known =
                live.value(CartView.KIND, id, CartView.class).map(view -> new Known<>(view, view.position()));
        return log.of(new Cart(id), known, newness)
                .map(view -> new Represented<>(CartResponse.of(view), Long.toString(view.position())));
    }

    private record Cart(CartId id) implements Thing<CartView> {

        @Override
        public Tag tag() {
            return Tag.of(Tags.CART, id.toString());
        }

        @Override
        public @Nullable CartView evolve(@Nullable CartView view, RecordedEvent event) {
            return event.event() instanceof CartEvent its
                    ? CartFold.evolve(view, its, event.position(), event.time())
                    : view;
        }
    }
}
