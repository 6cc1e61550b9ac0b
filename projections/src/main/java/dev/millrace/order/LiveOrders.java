package dev.millrace.order;

import dev.millrace.id.OrderId;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.projections.live.LiveView;
import dev.millrace.readmodels.LiveKind;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders in the live view. */
public final class LiveOrders implements LiveView<OrderId, OrderView> {

    @Override
    public LiveKind<OrderId> kind() {
        return OrderView.KIND;
    }

    @Override
    public Class<OrderView> type() {
        return OrderView.class;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return OrderStory.types();
    }

    @Override
    public @Nullable OrderId about(BusinessEvent event) {
        return OrderStory.orderOf(event);
    }

    @Override
    public String tag() {
        return Tags.ORDER;
    }

    @Override
    public boolean begins(BusinessEvent event) {
        return event instanceof OrderPlaced;
    }

    @Override
    public OrderView evolve(@Nullable OrderView view, BusinessEvent event, long position, Instant at) {
        return OrderViewFold.evolve(view, event, position, at);
    }

    @Override
    public @Nullable Instant finishedAt(OrderView view) {
        return switch (view.status()) {
            case DELIVERED, REJECTED, CANCELLED -> view.updatedAt();
            case PENDING, CONFIRMED, SHIPPED -> null;
        };
    }
}
