package dev.millrace.schema;

import dev.millrace.cart.CartEvent;
import dev.millrace.inventory.StockEvent;
import dev.millrace.order.OrderEvent;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.process.ProcessEvent;
import dev.millrace.product.ProductEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Every event type there is, found through the sealed families. */
public final class EventCatalog {

    private static final List<Class<? extends BusinessEvent>> FAMILIES = List.of(
            CartEvent.class,
            OrderEvent.class,
            PaymentEvent.class,
            ProcessEvent.class,
            ProductEvent.class,
            StockEvent.class);

    private static final List<Class<? extends BusinessEvent>> TYPES = FAMILIES.stream()
            .flatMap(EventCatalog::leaves)
            .<Class<? extends BusinessEvent>>map(type -> type.asSubclass(BusinessEvent.class))
            .sorted(Comparator.comparing(EventCatalog::typeName))
            .toList();

    private EventCatalog() {}

    /** All event classes, ordered by name. */
    public static List<Class<? extends BusinessEvent>> types() {
        return TYPES;
    }

    /** The event classes of some families, which their interfaces stand for. */
    public static Set<Class<? extends BusinessEvent>> typesOf(Class<?>... families) {
        return TYPES.stream()
                .filter(type -> Arrays.stream(families).anyMatch(family -> family.isAssignableFrom(type)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The class of the event stored under a qualified name such as {@code millrace.order.OrderPlaced}. */
    public static Optional<Class<? extends BusinessEvent>> typeNamed(String typeName) {
        return TYPES.stream().filter(type -> typeName(type).equals(typeName)).findFirst();
    }

    /** The qualified name an event is stored and published under. */
    public static String typeName(Class<? extends BusinessEvent> type) {
        Event event = type.getAnnotation(Event.class);
        return event.namespace() + "." + event.name();
    }

    /** The version of the event's schema, a whole number from 1. */
    public static String version(Class<? extends BusinessEvent> type) {
        return type.getAnnotation(Event.class).version();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventCatalog::leaves)
                : Stream.of(type);
    }
}
