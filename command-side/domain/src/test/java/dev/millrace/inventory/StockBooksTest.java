package dev.millrace.inventory;

import static dev.millrace.domain.Samples.NOON;
import static dev.millrace.domain.Samples.line;
import static dev.millrace.domain.Samples.placed;
import static dev.millrace.inventory.OrderHoldBoundary.ORDER_HOLD;
import static dev.millrace.inventory.SkuStockBoundary.SKU_STOCK;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.domain.Samples;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockCommand.AdjustStock;
import dev.millrace.inventory.StockCommand.ReceiveStock;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderLine;
import dev.millrace.order.ParcelLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, the books of stock balance. */
class StockBooksTest {

    static final List<Sku> SKUS = List.of(Samples.MUG, Samples.LAMP, new Sku("POST"));
    static final List<WarehouseId> WAREHOUSES = List.of(Samples.LEEDS, Samples.YORK, new WarehouseId("hull"));
    static final int ORDERS = 12;

    final Map<Sku, SkuStock> stock = new HashMap<>();
    final Map<OrderId, OrderHold> holds = new HashMap<>();
    final Map<OrderId, List<ParcelId>> parcels = new HashMap<>();
    final Map<Sku, Long> arrived = new HashMap<>();
    final Map<Sku, Long> left = new HashMap<>();
    final Map<Class<?>, Integer> seen = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void stock_never_goes_below_zero_nor_is_it_promised_twice_nor_lost(long seed) {
        Random random = new Random(seed);
        List<OrderId> orders = new ArrayList<>();
        for (int step = 0; step < 1_000; step++) {
            if (orders.size() < ORDERS || random.nextInt(20) == 0) {
                orders.add(place(random));
            }
            OrderId order = orders.get(random.nextInt(Math.max(0, orders.size() - ORDERS), orders.size()));
            act(random, order);
            checkBooks();
        }
        assertThat(seen.keySet())
                .as("a test that reaches too little proves too little")
                .containsAll(SKU_STOCK.eventTypes())
                .contains(StockReservationRefused.class);
    }

    private OrderId place(Random random) {
        OrderId order = new OrderId(new UUID(random.nextLong(), random.nextLong()));
        OrderLine[] lines = IntStream.rangeClosed(1, random.nextInt(1, 6))
                .mapToObj(i -> line(i, any(SKUS, random), random.nextInt(1, 20), "1.00"))
                .toArray(OrderLine[]::new);
        apply(placed(order, lines));
        return order;
    }

    private void act(Random random, OrderId order) {
        Sku sku = any(SKUS, random);
        WarehouseId warehouse = any(WAREHOUSES, random);
        OrderHold hold = hold(order);
        switch (random.nextInt(8)) {
            case 0 ->
                run(StockCount.decide(new ReceiveStock(sku, warehouse, random.nextInt(1, 30), null), true, stock(sku)));
            case 1 ->
                run(StockCount.decide(
                        new AdjustStock(sku, warehouse, random.nextInt(-30, 30), "count"), true, stock(sku)));
            case 2, 3 -> {
                boolean enough = hold.unitsWanted().entrySet().stream()
                        .allMatch(wanted ->
                                wanted.getValue() <= stock(wanted.getKey()).free());
                boolean first = hold.stage() == OrderHold.Stage.PENDING && !hold.answered();
                var events = run(Reservation.decide(new ReserveStock(order, NOON), hold, stock));
                if (first) {
                    assertThat(events)
                            .singleElement()
                            .isInstanceOf(enough ? StockReserved.class : StockReservationRefused.class);
                }
            }
            case 4 -> run(Release.decide(new ReleaseStock(order, "expired"), hold, stock));
            case 5 -> confirmOrCancel(random, order, hold);
            case 6 -> announceParcel(random, order, hold);
            default -> {
                List<ParcelId> announced = parcels.getOrDefault(order, List.of());
                if (!announced.isEmpty()) {
                    run(Dispatch.decide(new ShipStock(order, any(announced, random)), hold, stock));
                }
            }
        }
    }

    private void confirmOrCancel(Random random, OrderId order, OrderHold hold) {
        if (hold.stage() == OrderHold.Stage.PENDING && random.nextInt(4) == 0) {
            apply(new OrderCancelled(order, ""));
        } else if (hold.stage() == OrderHold.Stage.PENDING && !hold.held().isEmpty()) {
            apply(new OrderConfirmed(order));
        }
    }

    /** One or two parcels: the first with half of every line, the second with what that left. */
    private void announceParcel(Random random, OrderId order, OrderHold hold) {
        List<ParcelId> announced = parcels.computeIfAbsent(order, _ -> new ArrayList<>());
        if (hold.stage() == OrderHold.Stage.CONFIRMED && announced.size() < 2) {
            boolean second = !announced.isEmpty();
            List<ParcelLine> contents = hold.lines().stream()
                    .map(l -> new ParcelLine(l.line(), second ? l.quantity() - l.quantity() / 2 : l.quantity() / 2))
                    .filter(l -> l.quantity() > 0)
                    .toList();
            ParcelId parcel = new ParcelId(new UUID(random.nextLong(), random.nextLong()));
            announced.add(parcel);
            apply(new OrderShipped(order, parcel, "Royal Mail", "RM1", contents, second));
        }
    }

    private List<?> run(Decision decision) {
        if (decision instanceof Decision.Accepted accepted) {
            accepted.events().forEach(this::apply);
            return accepted.events();
        }
        return List.of();
    }

    private void apply(Object event) {
        seen.merge(event.getClass(), 1, Integer::sum);
        if (SKU_STOCK.eventTypes().contains(event.getClass())) {
            SKU_STOCK.keysOf(event).forEach(sku -> stock.put(sku, SKU_STOCK.evolve(stock(sku), event)));
        }
        if (ORDER_HOLD.eventTypes().contains(event.getClass())) {
            ORDER_HOLD.keysOf(event).forEach(order -> holds.put(order, ORDER_HOLD.evolve(hold(order), event)));
        }
        switch (event) {
            case StockReceived e -> arrived.merge(e.sku(), (long) e.quantity(), Long::sum);
            case StockAdjusted e -> arrived.merge(e.sku(), (long) e.delta(), Long::sum);
            case StockShipped e -> e.allocations().forEach(a -> left.merge(a.sku(), (long) a.quantity(), Long::sum));
            default -> {}
        }
        if (event instanceof OrderStockEvent e) {
            assertThat(e.allocations())
                    .extracting(a -> List.of(a.sku(), a.warehouse()))
                    .doesNotHaveDuplicates();
        }
    }

    /** That no level is below zero or oversold, {@link StockLevel} sees to itself. */
    private void checkBooks() {
        Map<Sku, Map<WarehouseId, Long>> promised = holds.values().stream()
                .flatMap(hold -> hold.held().stream())
                .collect(groupingBy(Held::sku, groupingBy(Held::warehouse, summingLong(Held::quantity))));
        for (Sku sku : SKUS) {
            assertThat(stock(sku).onHand() + left.getOrDefault(sku, 0L)).isEqualTo(arrived.getOrDefault(sku, 0L));
            Map<WarehouseId, Long> reserved = stock(sku).levels().entrySet().stream()
                    .filter(level -> level.getValue().reserved() > 0)
                    .collect(toMap(Map.Entry::getKey, level -> level.getValue().reserved()));
            assertThat(reserved).isEqualTo(promised.getOrDefault(sku, Map.of()));
        }
    }

    private SkuStock stock(Sku sku) {
        return stock.getOrDefault(sku, SkuStock.none(sku));
    }

    private OrderHold hold(OrderId order) {
        return holds.getOrDefault(order, OrderHold.NONE);
    }

    private static <T> T any(List<T> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }
}
