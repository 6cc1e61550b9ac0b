package dev.millrace.projections.live;

import dev.millrace.cart.CartEvent;
import dev.millrace.cart.CartFold;
import dev.millrace.cart.CartView;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockLevels;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderView;
import dev.millrace.order.OrderViewFold;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.ReadModelWriter;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
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
 * through scripts that refuse to overwrite something newer.
 */
public final class LiveWriter implements ReadModelWriter {
    private static final int SCAN = 1_000;
    /** To be raised with every change of what a view holds or of where it is. */
    private static final String DEFINITION = "1";

    private static final Set<Class<? extends BusinessEvent>> HANDLES = EventCatalog.types().stream()
            .filter(type -> CartEvent.class.isAssignableFrom(type)
                    || OrderEvent.class.isAssignableFrom(type)
                    || PaymentEvent.class.isAssignableFrom(type)
                    || StockEvent.class.isAssignableFrom(type))
            .collect(Collectors.toUnmodifiableSet());

    private final ReactiveStringRedisTemplate redis;
    private final GuardedWrites writes;

    public LiveWriter(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
        this.writes = new GuardedWrites(redis);
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
                    Map<String, String> values = new LinkedHashMap<>();
                    carts.forEach((id, its) -> values.put(keys.cart(id), cart(before.get(keys.cart(id)), its)));
                    orders.forEach((id, its) -> values.put(keys.order(id), order(before.get(keys.order(id)), its)));
                    return Mono.when(writes.values(values), writes.fields(fields(keys, stock)));
                })
                .then(Mono.fromSupplier(() -> changed(carts, orders, stock)));
    }

    /** The views as they are, of those whose beginning isn't in the batch. */
    private Mono<Map<String, String>> before(
            LiveKeys keys, Map<CartId, List<ProjectedEvent>> carts, Map<OrderId, List<ProjectedEvent>> orders) {
        List<String> wanted = new ArrayList<>();
        carts.forEach((id, its) -> {
            if (!(its.getFirst().event() instanceof CartEvent.CartOpened)) {
                wanted.add(keys.cart(id));
            }
        });
        orders.forEach((id, its) -> {
            if (!(its.getFirst().event() instanceof OrderEvent.OrderPlaced)) {
                wanted.add(keys.order(id));
            }
        });
        return wanted.isEmpty()
                ? Mono.just(Map.of())
                : Flux.fromIterable(wanted)
                        .buffer(SCAN)
                        .concatMap(some ->
                                redis.opsForValue().multiGet(some).map(values -> ViewJson.present(some, values)))
                        .collect(LinkedHashMap::new, Map::putAll);
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

    private static String cart(@Nullable String before, List<ProjectedEvent> events) {
        @Nullable CartView view = before == null ? null : ViewJson.read(before, CartView.class);
        for (var event : events) {
            view = CartFold.evolve(view, (CartEvent) event.event(), event.position(), event.recordedAt());
        }
        return ViewJson.write(view);
    }

    private static String order(@Nullable String before, List<ProjectedEvent> events) {
        @Nullable OrderView view = before == null ? null : ViewJson.read(before, OrderView.class);
        for (var event : events) {
            view = OrderViewFold.evolve(view, event.event(), event.position(), event.recordedAt());
        }
        return ViewJson.write(view);
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
