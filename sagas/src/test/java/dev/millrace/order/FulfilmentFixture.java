package dev.millrace.order;

import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockLevel;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.payment.GatewayRecord;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.processes.ProcessScenario;
import dev.millrace.processes.ProcessStep;
import dev.millrace.processes.RetryPolicy;
import dev.millrace.schema.BusinessEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** An order's events, and what the process makes of the last of some. */
final class FulfilmentFixture {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Duration PERIOD = Duration.ofMinutes(15);
    static final Instant EXPIRY = NOW.plus(PERIOD);
    static final OrderId ORDER = OrderId.of("0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10");
    static final PaymentId PAYMENT =
            new PaymentId(UUID.nameUUIDFromBytes(("payment of " + ORDER).getBytes(StandardCharsets.UTF_8)));
    static final Money TOTAL = Money.ofMinor(CurrencyUnit.GBP, 1250);
    private static final Sku SKU = new Sku("85123A");
    private static final List<Allocation> ALLOCATIONS =
            List.of(new Allocation(SKU, new WarehouseId("main"), 5, new StockLevel(10, 5)));

    static final OrderFulfilment FULFILMENT = new OrderFulfilment(
            new FulfilmentSettings(PERIOD, 16),
            new GatewayRecord(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1))));

    private FulfilmentFixture() {}

    private static ProcessScenario<OrderId, OrderProcess, BusinessEvent> given(List<BusinessEvent> events) {
        return ProcessScenario.of(FULFILMENT, ORDER).given(events);
    }

    static OrderProcess given(BusinessEvent... events) {
        return given(Arrays.asList(events)).state();
    }

    /** The steps after the last of the events. */
    static List<ProcessStep> after(BusinessEvent... events) {
        int last = events.length - 1;
        return given(Arrays.asList(events).subList(0, last)).when(events[last], NOW);
    }

    static List<ProcessStep> expired(BusinessEvent... events) {
        return given(Arrays.asList(events)).wake(OrderFulfilment.EXPIRY, NOW);
    }

    static OrderPlaced placed() {
        var line = new OrderLine(1, SKU, "White hanging heart", 5, Money.ofMinor(CurrencyUnit.GBP, 250));
        return new OrderPlaced(
                ORDER, CartId.next(), null, "ada@example.org", "GB", List.of(line), TOTAL, NOW, "tok_approve");
    }

    static StockReserved reserved() {
        return new StockReserved(ORDER, ALLOCATIONS, EXPIRY);
    }

    static StockReleased released() {
        return new StockReleased(ORDER, ALLOCATIONS, "reservation-expired");
    }

    static PaymentRequested requested() {
        return new PaymentRequested(PAYMENT, ORDER, TOTAL, "tok_approve");
    }

    static PaymentAttemptFailed failed(PaymentOperation operation, int attempt, @Nullable Instant retryAt) {
        return new PaymentAttemptFailed(PAYMENT, ORDER, operation, attempt, "timeout", retryAt);
    }

    static PaymentAuthorised authorised() {
        return new PaymentAuthorised(PAYMENT, ORDER, TOTAL, "sbx_1");
    }

    static PaymentCaptured captured() {
        return new PaymentCaptured(PAYMENT, ORDER, TOTAL);
    }

    static PaymentDeclined declined(String code) {
        return new PaymentDeclined(PAYMENT, ORDER, code, "no");
    }

    static PaymentVoided voided() {
        return new PaymentVoided(PAYMENT, ORDER, "order-over");
    }

    static PaymentRefunded refunded() {
        return new PaymentRefunded(PAYMENT, ORDER, TOTAL, "order-over");
    }

    static OrderConfirmed confirmed() {
        return new OrderConfirmed(ORDER);
    }

    static OrderRejected rejected() {
        return new OrderRejected(ORDER, OrderRejectionReason.RESERVATION_EXPIRED, "late");
    }

    static OrderCancelled cancelled() {
        return new OrderCancelled(ORDER, "changed my mind");
    }
}
