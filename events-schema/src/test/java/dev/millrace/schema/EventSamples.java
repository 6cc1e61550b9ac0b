package dev.millrace.schema;

import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.cart.CartLine;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.inventory.StockLevel;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderLine;
import dev.millrace.order.OrderRejectionReason;
import dev.millrace.order.ParcelLine;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.process.ProcessEvent.ProcessEnded;
import dev.millrace.process.ProcessEvent.ProcessParked;
import dev.millrace.process.ProcessEvent.ProcessRetried;
import dev.millrace.process.ProcessEvent.ProcessSkipped;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** At least one of every event; those with a field that may be absent, with and without it. */
final class EventSamples {

    static final CartId CART = CartId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10");
    static final OrderId ORDER = OrderId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f11");
    static final PaymentId PAYMENT = PaymentId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f12");
    static final ParcelId PARCEL = ParcelId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f13");
    static final CustomerId CUSTOMER = new CustomerId("17850");
    static final Sku HOLDER = new Sku("85123A");
    static final Sku LANTERN = new Sku("71053");
    static final WarehouseId WAREHOUSE = new WarehouseId("leicester");
    static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    static final Money PRICE = Money.parse("GBP 12.50");
    static final List<Allocation> ALLOCATIONS = List.of(
            new Allocation(HOLDER, WAREHOUSE, 6, new StockLevel(100, 6)),
            new Allocation(LANTERN, WAREHOUSE, 2, new StockLevel(50, 2)),
            new Allocation(HOLDER, new WarehouseId("hull"), 1, new StockLevel(1, 1)));

    static final List<BusinessEvent> ALL = List.of(
            new CartOpened(CART, CUSTOMER, CurrencyUnit.GBP),
            new CartOpened(CART, null, CurrencyUnit.of("JPY")),
            new CartItemsAdded(
                    CART,
                    List.of(
                            new CartLine(1, HOLDER, "White hanging heart T-light holder", 6, PRICE, false),
                            new CartLine(2, LANTERN, "Grüße “Laterne” 提灯", 1_000_000, Money.parse("JPY 1"), true))),
            new CartItemQuantityChanged(CART, 1, 12),
            new CartItemRemoved(CART, 2),
            new CartItemRepriced(CART, 1, PRICE, Money.parse("GBP 0.00")),
            new CartCheckedOut(CART, ORDER, PRICE),
            new CartExpired(CART),
            new OrderPlaced(
                    ORDER,
                    CART,
                    CUSTOMER,
                    "someone@example.org",
                    "GB",
                    List.of(new OrderLine(1, HOLDER, "Holder", 6, PRICE)),
                    PRICE.multipliedBy(6),
                    NOON,
                    "tok_approve"),
            new OrderPlaced(
                    ORDER, CART, null, "a@b.example", "FR", List.of(), Money.parse("EUR 0.00"), NOON, "tok_decline"),
            new OrderConfirmed(ORDER),
            new OrderRejected(ORDER, OrderRejectionReason.STOCK_MISSING, "85123A: 6 asked for, 2 there"),
            new OrderRejected(ORDER, OrderRejectionReason.PAYMENT_DECLINED, "card-declined"),
            new OrderRejected(ORDER, OrderRejectionReason.RESERVATION_EXPIRED, "not paid in 15 minutes"),
            new OrderCancelled(ORDER, "changed my mind"),
            new OrderShipped(ORDER, PARCEL, "Royal Mail", "AB123456789GB", List.of(new ParcelLine(1, 6)), true),
            new OrderDelivered(ORDER, PARCEL, false),
            new PaymentRequested(PAYMENT, ORDER, PRICE, "tok_approve"),
            new PaymentAttemptFailed(PAYMENT, ORDER, PaymentOperation.AUTHORISE, 1, "timeout", NOON),
            new PaymentAttemptFailed(PAYMENT, ORDER, PaymentOperation.CAPTURE, 2, "timeout", null),
            new PaymentAttemptFailed(PAYMENT, ORDER, PaymentOperation.VOID, 3, "HTTP 500", null),
            new PaymentAttemptFailed(PAYMENT, ORDER, PaymentOperation.REFUND, 3, "HTTP 500", null),
            new PaymentAuthorised(PAYMENT, ORDER, PRICE, "sandbox-1"),
            new PaymentCaptured(PAYMENT, ORDER, PRICE),
            new PaymentDeclined(PAYMENT, ORDER, "card-declined", "The issuer declined"),
            new PaymentVoided(PAYMENT, ORDER, "cancelled"),
            new PaymentRefunded(PAYMENT, ORDER, PRICE, "cancelled"),
            new ProcessParked("fulfilment", ORDER.toString(), 7L, null, "inventory.not-reserved", "Holds 2, not 6."),
            new ProcessParked("fulfilment", ORDER.toString(), null, "authorise", "no-answer", "5 attempts"),
            new ProcessRetried("fulfilment", ORDER.toString(), "mended"),
            new ProcessSkipped("fulfilment", ORDER.toString(), "done by hand"),
            new ProcessEnded("fulfilment", ORDER.toString(), "settled by phone"),
            new ProductCreated(HOLDER, "Holder", "Holds a T-light", PRICE),
            new ProductDescribed(HOLDER, "Holder", ""),
            new ProductPriced(HOLDER, PRICE, Money.parse("GBP 11.00")),
            new ProductWithdrawn(HOLDER, "discontinued"),
            new StockReceived(HOLDER, WAREHOUSE, 100, new StockLevel(100, 0), "PO-1"),
            new StockReceived(HOLDER, WAREHOUSE, 1, new StockLevel(101, 6), null),
            new StockAdjusted(HOLDER, WAREHOUSE, -3, new StockLevel(98, 6), "broken"),
            new StockReserved(ORDER, ALLOCATIONS, NOON),
            new StockReservationRefused(ORDER, List.of(new Shortage(HOLDER, 6, 2))),
            new StockReleased(ORDER, ALLOCATIONS, "payment-declined"),
            new StockShipped(ORDER, PARCEL, ALLOCATIONS));

    private EventSamples() {}
}
