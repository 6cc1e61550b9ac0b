package dev.millrace.projections.live;

import dev.millrace.cart.CartEvent;
import dev.millrace.cart.CartFold;
import dev.millrace.cart.CartView;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockLevels;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderStatus;
import dev.millrace.order.OrderView;
import dev.millrace.order.OrderViewFold;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.ReadModelWriter;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventReader;
import dev.millrace.schema.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the live view. A batch is two round trips: read the views that it changes, then write those and the stock levels
 * through scripts that refuse to overwrite something newer. What is finished goes by itself after a retention, also in a rebuild; who
 * reads it then has it from the log. Should something still happen to it, its view is made from the log again.
 */
public final class LiveWriter implements ReadModelWriter {
    private static final int SCAN = 1_000;
    /** To be raised with every change of what a view holds or of where it is. */
    private static final String DEFINITION = "2";

    private static final Set<Class<? extends BusinessEvent>> HANDLES = EventCatalog.types().stream()
            .filter(type -> CartEvent.class.isAssignableFrom(type)
                    || OrderEvent.class.isAssignableFrom(type)
                    || PaymentEvent.class.isAssignableFrom(type)
                    || StockEvent.class.isAssignableFrom(type))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> NAMES =
            HANDLES.stream().map(EventCatalog::typeName).collect(Collectors.toUnmodifiableSet());

    private final ReactiveStringRedisTemplate redis;
    private final GuardedWrites writes;
    private final EventLog log;
    private final Duration retention;

    /** @param retention from the last change of a finished order or cart */
    public LiveWriter(ReactiveStringRedisTemplate redis, EventLog log, Duration retention) {
        this.redis = redis;
        this.writes = new GuardedWrites(redis);
        this.log = log;
        this.retention = retention;
    }

    @Override
    public Projection projection() {
        return Projection.LIVE;
    }

    @Override
    public String definition() {
        return DEFINITION;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return HANDLES;
    }

    @Override
    public Mono<Void> create(long generation) {
        return redis.opsForValue().setIfAbsent(marker(generation), "here").then();
    }

    @Override
    public Mono<Boolean> exists(long generation) {
        return redis.hasKey(marker(generation));
    }

    @Override
    public Mono<Void> activate(long generation) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> drop(long generation) {
        var all = ScanOptions.scanOptions()
                .match(new LiveKeys(generation).prefix() + "*")
                .count(SCAN)
                .build();
        return redis.scan(all)
                .buffer(SCAN)
                .concatMap(keys -> redis.unlink(keys.toArray(String[]::new)))
                .then();
    }

    @Override
    public Mono<List<String>> write(long generation, List<ProjectedEvent> events) {
        var keys = new LiveKeys(generation);
        Map<CartId, List<ProjectedEvent>> carts = new LinkedHashMap<>();
        Map<OrderId, List<ProjectedEvent>> orders = new LinkedHashMap<>();
        var stock = new StockLevels();
        for (var event : events) {
            switch (event.event()) {
                case CartEvent cart ->
                    carts.computeIfAbsent(cart.cartId(), id -> new ArrayList<>())
                            .add(event);
                case OrderEvent order ->
                    orders.computeIfAbsent(order.orderId(), id -> new ArrayList<>())
                            .add(event);
                case PaymentEvent payment ->
                    orders.computeIfAbsent(payment.orderId(), id -> new ArrayList<>())
                            .add(event);
                case StockReservationRefused refused ->
                    orders.computeIfAbsent(refused.orderId(), id -> new ArrayList<>())
                            .add(event);
                case OrderStockEvent moved -> {
                    orders.computeIfAbsent(moved.orderId(), id -> new ArrayList<>())
                            .add(event);
                    stock.add(event.position(), moved);
                }
                case StockEvent changed -> stock.add(event.position(), changed);
                default -> {
                    // Products have no live view.
                }
            }
        }
        return before(keys, carts, orders)
                // Folding is work, and not for the thread that answers everyone's commands.
                .publishOn(Schedulers.parallel())
                .flatMap(before -> {
                    Map<String, GuardedWrites.Value> values = new LinkedHashMap<>();
                    carts.forEach((id, its) -> values.put(keys.cart(id), cart(before.get(keys.cart(id)), its)));
                    orders.forEach((id, its) -> values.put(keys.order(id), order(before.get(keys.order(id)), its)));
                    return Mono.when(writes.values(values), writes.fields(fields(keys, stock)));
                })
                .then(Mono.fromSupplier(() -> changed(carts, orders, stock)));
    }

    /** The views as they are, of those whose beginning isn't in the batch. */
    private Mono<Map<String, String>> before(
            LiveKeys keys, Map<CartId, List<ProjectedEvent>> carts, Map<OrderId, List<ProjectedEvent>> orders) {
        Map<String, Mono<String>> wanted = new LinkedHashMap<>();
        carts.forEach((id, its) -> {
            if (!(its.getFirst().event() instanceof CartEvent.CartOpened)) {
                wanted.put(keys.cart(id), Mono.defer(() -> cartFromLog(id, its.getFirst())));
            }
        });
        orders.forEach((id, its) -> {
            if (!(its.getFirst().event() instanceof OrderEvent.OrderPlaced)) {
                wanted.put(keys.order(id), Mono.defer(() -> orderFromLog(id, its.getFirst())));
            }
        });
        return wanted.isEmpty()
                ? Mono.just(Map.of())
                : Flux.fromIterable(wanted.keySet())
                        .buffer(SCAN)
                        .concatMap(some ->
                                redis.opsForValue().multiGet(some).map(values -> ViewJson.present(some, values)))
                        .<Map<String, String>>collect(LinkedHashMap::new, Map::putAll)
                        .flatMap(present -> Flux.fromIterable(wanted.entrySet())
                                .filter(view -> !present.containsKey(view.getKey()))
                                .concatMap(view -> view.getValue().doOnNext(json -> present.put(view.getKey(), json)))
                                .then(Mono.just(present)));
    }

    private Mono<String> cartFromLog(CartId id, ProjectedEvent first) {
        return earlier(Tag.of(Tags.CART, id.toString()), first).flatMap(events -> {
            @Nullable CartView view = null;
            for (StoredEvent stored : events) {
                if (event(stored) instanceof CartEvent its) {
                    view = CartFold.evolve(view, its, stored.position(), stored.timestamp());
                }
            }
            return Mono.justOrEmpty(view).map(ViewJson::write);
        });
    }

    private Mono<String> orderFromLog(OrderId id, ProjectedEvent first) {
        return earlier(Tag.of(Tags.ORDER, id.toString()), first).flatMap(events -> {
            @Nullable OrderView view = null;
            for (StoredEvent stored : events) {
                view = OrderViewFold.evolve(view, event(stored), stored.position(), stored.timestamp());
            }
            return Mono.justOrEmpty(view).map(ViewJson::write);
        });
    }

    private Mono<List<StoredEvent>> earlier(Tag tag, ProjectedEvent first) {
        Criteria its = Criteria.anyOf(new Criterion(Set.of(tag), NAMES));
        return log.read(its, 0, first.position() - 1).collectList();
    }

    private static BusinessEvent event(StoredEvent stored) {
        return EventReader.read(stored.type(), stored.version(), stored.payload());
    }

    /** Fields and values for each key of a hash. */
    private static Map<String, Map<String, String>> fields(LiveKeys keys, StockLevels stock) {
        Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
        for (Sku sku : stock.skus()) {
            Map<String, String> fields = new LinkedHashMap<>();
            stock.of(sku).forEach((warehouse, level) -> fields.put(warehouse, ViewJson.write(level)));
            byKey.put(keys.stock(sku), fields);
        }
        return byKey;
    }

    private GuardedWrites.Value cart(@Nullable String before, List<ProjectedEvent> events) {
        @Nullable CartView view = before == null ? null : ViewJson.read(before, CartView.class);
        for (var event : events) {
            view = CartFold.evolve(view, (CartEvent) event.event(), event.position(), event.recordedAt());
        }
        return new GuardedWrites.Value(
                ViewJson.write(view),
                view != null && (view.orderId() != null || view.expiredAt() != null)
                        ? view.updatedAt().plus(retention)
                        : null);
    }

    private GuardedWrites.Value order(@Nullable String before, List<ProjectedEvent> events) {
        @Nullable OrderView view = before == null ? null : ViewJson.read(before, OrderView.class);
        for (var event : events) {
            view = OrderViewFold.evolve(view, event.event(), event.position(), event.recordedAt());
        }
        return new GuardedWrites.Value(
                ViewJson.write(view),
                view != null && isFinished(view.status()) ? view.updatedAt().plus(retention) : null);
    }

    private static boolean isFinished(OrderStatus status) {
        return switch (status) {
            case DELIVERED, REJECTED, CANCELLED -> true;
            case PENDING, CONFIRMED, SHIPPED -> false;
        };
    }

    private static List<String> changed(
            Map<CartId, List<ProjectedEvent>> carts, Map<OrderId, List<ProjectedEvent>> orders, StockLevels stock) {
        List<String> names = new ArrayList<>();
        carts.keySet().forEach(id -> names.add("cart:" + id));
        orders.keySet().forEach(id -> names.add("order:" + id));
        stock.skus().forEach(sku -> names.add("stock:" + sku));
        return names;
    }

    private static String marker(long generation) {
        return new LiveKeys(generation).prefix() + "here";
    }
}
