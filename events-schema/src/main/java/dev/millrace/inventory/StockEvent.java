package dev.millrace.inventory;

import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.schema.Bounds;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/** What can happen to stock. Every event tells the level it leads to, so that a reader need not count. */
public sealed interface StockEvent extends BusinessEvent {

    /** The SKUs whose stock it is about; each is a tag. */
    Set<Sku> skus();

    /**
     * Goods arrived in a warehouse.
     *
     * @param quantity units that arrived
     * @param after the warehouse's level once they are there
     * @param reference what they came with, such as the supplier's delivery note; absent if there was none
     */
    @Event(namespace = "millrace.inventory", name = "StockReceived", version = "1")
    record StockReceived(
            @EventTag(key = Tags.SKU) Sku sku,
            WarehouseId warehouse,
            @Bounds(least = 1) int quantity,
            StockLevel after,
            @Nullable String reference)
            implements StockEvent {

        @Override
        public Set<Sku> skus() {
            return Set.of(sku);
        }

        @Override
        public String partitionKey() {
            return sku.value();
        }
    }

    /**
     * A count found something other than the books said.
     *
     * @param delta units found beyond the books' number; negative if fewer were found
     * @param after the warehouse's level according to the count
     * @param reason for people
     */
    @Event(namespace = "millrace.inventory", name = "StockAdjusted", version = "1")
    record StockAdjusted(
            @EventTag(key = Tags.SKU) Sku sku, WarehouseId warehouse, int delta, StockLevel after, String reason)
            implements StockEvent {

        @Override
        public Set<Sku> skus() {
            return Set.of(sku);
        }

        @Override
        public String partitionKey() {
            return sku.value();
        }
    }

    /**
     * All lines of an order are reserved.
     *
     * @param allocations what is held where
     * @param expiresAt when it is released unless the order is paid before
     */
    @Event(namespace = "millrace.inventory", name = "StockReserved", version = "1")
    record StockReserved(@EventTag(key = Tags.ORDER) OrderId orderId, List<Allocation> allocations, Instant expiresAt)
            implements OrderStockEvent {}

    /**
     * An order asked for more than there was, and got nothing.
     *
     * @param shortages the SKUs there were too few of
     */
    @Event(namespace = "millrace.inventory", name = "StockReservationRefused", version = "1")
    record StockReservationRefused(
            @EventTag(key = Tags.ORDER) OrderId orderId, List<Shortage> shortages) implements StockEvent {

        /** None: nothing changed. */
        @Override
        public Set<Sku> skus() {
            return Set.of();
        }

        @Override
        public String partitionKey() {
            return orderId.toString();
        }
    }

    /**
     * What an order still held is free again.
     *
     * @param allocations what was held where
     * @param reason why, as a code or for people
     */
    @Event(namespace = "millrace.inventory", name = "StockReleased", version = "1")
    record StockReleased(@EventTag(key = Tags.ORDER) OrderId orderId, List<Allocation> allocations, String reason)
            implements OrderStockEvent {}

    /**
     * Reserved goods left with a parcel.
     *
     * @param allocations what was taken from where
     */
    @Event(namespace = "millrace.inventory", name = "StockShipped", version = "1")
    record StockShipped(@EventTag(key = Tags.ORDER) OrderId orderId, ParcelId parcelId, List<Allocation> allocations)
            implements OrderStockEvent {}

    /** Stock that moved for an order. */
    sealed interface OrderStockEvent extends StockEvent {

        OrderId orderId();

        List<Allocation> allocations();

        @Override
        @EventTag(key = Tags.SKU)
        default Set<Sku> skus() {
            return allocations().stream().map(Allocation::sku).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        default String partitionKey() {
            return orderId().toString();
        }
    }
}
