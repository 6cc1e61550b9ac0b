package dev.millrace.cart;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.OrderId;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** Whether there is an order of that id. The API makes new ones, so that a checkout, tried on there being none, proves it in passing. */
final class OrderIdBoundary implements Boundary<OrderId, Boolean> {

    static final OrderIdBoundary ORDER_ID = new OrderIdBoundary();

    private OrderIdBoundary() {}

    @Override
    public String name() {
        return "order-id";
    }

    @Override
    public Tag tag(OrderId orderId) {
        return Tag.of(Tags.ORDER, orderId.toString());
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(OrderPlaced.class);
    }

    @Override
    public Collection<OrderId> keysOf(Object event) {
        return List.of(((OrderPlaced) event).orderId());
    }

    @Override
    public Boolean initial(OrderId orderId) {
        return false;
    }

    @Override
    public Boolean evolve(Boolean taken, Object event) {
        return true;
    }
}
