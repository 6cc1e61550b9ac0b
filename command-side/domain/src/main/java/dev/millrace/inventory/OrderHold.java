package dev.millrace.inventory;

import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderLine;
import dev.millrace.order.ParcelLine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An order as its stock sees it.
 *
 * @param answered whether its reservation was decided, either way
 * @param held what it still holds, in the order of its lines, each SKU and warehouse once
 * @param parcels what is in the parcels that were announced as shipped
 * @param gone the parcels whose goods left the warehouses
 */
record OrderHold(
        Stage stage,
        List<OrderLine> lines,
        boolean answered,
        List<Held> held,
        Map<ParcelId, List<ParcelLine>> parcels,
        Set<ParcelId> gone) {

    enum Stage {
        UNPLACED,
        PENDING,
        CONFIRMED,
        CLOSED
    }

    static final OrderHold NONE = new OrderHold(Stage.UNPLACED, List.of(), false, List.of(), Map.of(), Set.of());

    OrderHold evolve(OrderEvent event) {
        return switch (event) {
            case OrderPlaced e -> new OrderHold(Stage.PENDING, e.lines(), answered, held, parcels, gone);
            case OrderConfirmed _ -> at(Stage.CONFIRMED);
            case OrderRejected _, OrderCancelled _ -> at(Stage.CLOSED);
            case OrderShipped e -> withParcel(e.parcelId(), e.lines());
            case OrderDelivered _ -> this;
        };
    }

    OrderHold evolve(StockEvent event) {
        return switch (event) {
            case StockReserved e ->
                holding(e.allocations().stream().map(Held::of).toList());
            case StockReservationRefused _ -> holding(List.of());
            case StockReleased e -> holding(without(e.allocations()));
            case StockShipped e -> holding(without(e.allocations())).withGone(e.parcelId());
            case StockReceived _, StockAdjusted _ -> this;
        };
    }

    /** What the order asks for. Lines of the same SKU share its stock. */
    Map<Sku, Integer> unitsWanted() {
        return units(lines.stream().map(line -> new ParcelLine(line.line(), line.quantity())));
    }

    /** What is in a parcel; nothing if there is no such parcel. */
    Map<Sku, Integer> unitsIn(ParcelId parcel) {
        return units(parcels.getOrDefault(parcel, List.of()).stream());
    }

    Set<Sku> skusHeld() {
        return held.stream().map(Held::sku).collect(Collectors.toUnmodifiableSet());
    }

    /** In the order of the lines. An order's 2,000 lines of a million units each still fit an int. */
    private Map<Sku, Integer> units(Stream<ParcelLine> quantities) {
        Map<Integer, Sku> skus = lines.stream().collect(Collectors.toMap(OrderLine::line, OrderLine::sku));
        return quantities.collect(Collectors.toMap(
                line -> skus.get(line.line()), ParcelLine::quantity, Math::addExact, LinkedHashMap::new));
    }

    private OrderHold at(Stage next) {
        return new OrderHold(next, lines, answered, held, parcels, gone);
    }

    private OrderHold holding(List<Held> now) {
        return new OrderHold(stage, lines, true, now, parcels, gone);
    }

    private OrderHold withParcel(ParcelId parcel, List<ParcelLine> contents) {
        var all = new HashMap<>(parcels);
        all.put(parcel, contents);
        return new OrderHold(stage, lines, answered, held, Map.copyOf(all), gone);
    }

    private OrderHold withGone(ParcelId parcel) {
        var all = new HashSet<>(gone);
        all.add(parcel);
        return new OrderHold(stage, lines, answered, held, parcels, Set.copyOf(all));
    }

    private List<Held> without(List<Allocation> allocations) {
        record Place(Sku sku, WarehouseId warehouse) {}
        Map<Place, Integer> taken = new HashMap<>();
        for (Allocation a : allocations) {
            taken.merge(new Place(a.sku(), a.warehouse()), a.quantity(), Integer::sum);
        }
        return held.stream()
                .map(h -> new Held(
                        h.sku(),
                        h.warehouse(),
                        h.quantity() - taken.getOrDefault(new Place(h.sku(), h.warehouse()), 0)))
                .filter(h -> h.quantity() > 0)
                .toList();
    }
}
