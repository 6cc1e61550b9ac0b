package dev.millrace.domain;

import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockLevel;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderLine;
import dev.millrace.product.ProductEvent.ProductCreated;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The things that the rules are told about. */
public final class Samples {

    public static final CartId CART = CartId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10");
    public static final OrderId ORDER = OrderId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f20");
    public static final OrderId OTHER_ORDER = OrderId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f21");
    public static final PaymentId PAYMENT = PaymentId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f30");
    public static final PaymentId OTHER_PAYMENT = PaymentId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f31");
    public static final ParcelId PARCEL = ParcelId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f40");
    public static final ParcelId OTHER_PARCEL = ParcelId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f41");
    public static final CustomerId CUSTOMER = new CustomerId("17850");
    public static final Sku MUG = new Sku("22423");
    public static final Sku LAMP = new Sku("85123A");
    public static final WarehouseId LEEDS = new WarehouseId("leeds");
    public static final WarehouseId YORK = new WarehouseId("york");
    public static final CurrencyUnit POUNDS = CurrencyUnit.GBP;
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    public static final String TOKEN = "tok_approve";

    private Samples() {}

    public static Money pounds(String amount) {
        return Money.of(POUNDS, new java.math.BigDecimal(amount));
    }

    public static ProductCreated created(Sku sku, String price) {
        return new ProductCreated(sku, "Thing " + sku, "", pounds(price));
    }

    public static StockReceived received(Sku sku, WarehouseId warehouse, int quantity, long onHand, long reserved) {
        return new StockReceived(sku, warehouse, quantity, new StockLevel(onHand, reserved), null);
    }

    /** As the first goods to arrive. */
    public static StockReceived received(Sku sku, WarehouseId warehouse, int quantity) {
        return received(sku, warehouse, quantity, quantity, 0);
    }

    public static Allocation allocation(Sku sku, WarehouseId warehouse, int quantity, long onHand, long reserved) {
        return new Allocation(sku, warehouse, quantity, new StockLevel(onHand, reserved));
    }

    public static StockReserved reserved(Allocation... allocations) {
        return new StockReserved(ORDER, List.of(allocations), NOON);
    }

    public static OrderLine line(int number, Sku sku, int quantity, String unitPrice) {
        return new OrderLine(number, sku, "Thing " + sku, quantity, pounds(unitPrice));
    }

    public static OrderPlaced placed(OrderLine... lines) {
        return placed(ORDER, lines);
    }

    public static OrderPlaced placed(OrderId orderId, OrderLine... lines) {
        Money total = Money.total(Arrays.stream(lines).map(OrderLine::total).toList());
        return new OrderPlaced(orderId, CART, CUSTOMER, "ann@example.org", "GB", List.of(lines), total, NOON, TOKEN);
    }
}
