package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import java.util.List;

/** Why a command about stock is refused. That there is too little for an order is no refusal but an event. */
public sealed interface StockRejection extends Rejection {

    record OrderNotFound(OrderId orderId) implements StockRejection {}

    /** The order was decided on before it asked for stock. */
    record OrderNotReservable(OrderId orderId) implements StockRejection {}

    /** A confirmed order keeps its stock until it is shipped or cancelled. */
    record OrderConfirmedAlready(OrderId orderId) implements StockRejection {}

    record ParcelNotFound(OrderId orderId, ParcelId parcelId) implements StockRejection {}

    /** @param held units that the order still holds */
    record NotReserved(OrderId orderId, Sku sku, long quantity, long held) implements StockRejection {}

    /** The SKU is, and was, no product's. */
    record ProductNotFound(Sku sku) implements StockRejection {}

    record BelowReserved(Sku sku, WarehouseId warehouse, int delta, StockLevel level) implements StockRejection {}

    record TooMuchStock(Sku sku, long limit) implements StockRejection {}

    record TooManyWarehouses(Sku sku, int limit) implements StockRejection {}

    /** @param what the field, and the end of the code: {@code quantity}, {@code delta}, {@code reason}, {@code reference} */
    record Invalid(String what, String expected) implements StockRejection {}

    @Override
    default String code() {
        return switch (this) {
            case OrderNotFound _ -> "order.not-found";
            case OrderNotReservable _ -> "order.not-reservable";
            case OrderConfirmedAlready _ -> "inventory.order-confirmed";
            case ParcelNotFound _ -> "order.parcel-not-found";
            case NotReserved _ -> "inventory.not-reserved";
            case ProductNotFound _ -> "inventory.product-not-found";
            case BelowReserved _ -> "inventory.below-reserved";
            case TooMuchStock _ -> "inventory.too-much-stock";
            case TooManyWarehouses _ -> "inventory.too-many-warehouses";
            case Invalid invalid -> "inventory.invalid-" + invalid.what();
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case OrderNotFound r -> "There is no order %s.".formatted(r.orderId());
            case OrderNotReservable r -> "Order %s is no longer pending.".formatted(r.orderId());
            case OrderConfirmedAlready r ->
                "Order %s is confirmed and keeps its stock until it is shipped or cancelled.".formatted(r.orderId());
            case ParcelNotFound r -> "Order %s has no parcel %s.".formatted(r.orderId(), r.parcelId());
            case NotReserved r ->
                "Order %s holds %d of %s, not %d.".formatted(r.orderId(), r.held(), r.sku(), r.quantity());
            case ProductNotFound r -> "There is no product %s.".formatted(r.sku());
            case BelowReserved r ->
                "Warehouse %s has %d of %s, of which %d are reserved; %d would be too few."
                        .formatted(
                                r.warehouse(),
                                r.level().onHand(),
                                r.sku(),
                                r.level().reserved(),
                                r.level().onHand() + r.delta());
            case TooMuchStock r -> "At most %d of %s can be in stock.".formatted(r.limit(), r.sku());
            case TooManyWarehouses r -> "%s can lie in at most %d warehouses.".formatted(r.sku(), r.limit());
            case Invalid r -> "The %s must be %s.".formatted(r.what(), r.expected());
        };
    }

    @Override
    default Kind kind() {
        return switch (this) {
            case OrderNotFound _, ParcelNotFound _ -> Kind.NOT_FOUND;
            case OrderNotReservable _, OrderConfirmedAlready _, NotReserved _ -> Kind.CONFLICT;
            case BelowReserved _, TooMuchStock _, TooManyWarehouses _ -> Kind.CONFLICT;
            case ProductNotFound _, Invalid _ -> Kind.INVALID;
        };
    }

    @Override
    default List<InvalidField> fields() {
        return switch (this) {
            case ProductNotFound _ -> List.of(new InvalidField("sku", "the SKU of a product"));
            case BelowReserved r ->
                List.of(new InvalidField(
                        "delta",
                        "at least %d".formatted(r.level().reserved() - r.level().onHand())));
            case Invalid r -> List.of(new InvalidField(r.what(), r.expected()));
            default -> List.of();
        };
    }
}
