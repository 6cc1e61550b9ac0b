package dev.millrace.order;

import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderProcess.Placed;
import dev.millrace.order.OrderProcess.Standing;
import dev.millrace.order.OrderProcess.Stock;
import dev.millrace.payment.ChargeProgress;
import dev.millrace.payment.GatewayRecord;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.payment.PaymentPort;
import dev.millrace.processes.OutsideCall;
import dev.millrace.processes.ProcessDefinition;
import dev.millrace.processes.ProcessStep;
import dev.millrace.processes.ProcessStep.Call;
import dev.millrace.processes.ProcessStep.CallAt;
import dev.millrace.processes.ProcessStep.End;
import dev.millrace.processes.ProcessStep.Forget;
import dev.millrace.processes.ProcessStep.Send;
import dev.millrace.processes.ProcessStep.WakeAt;
import dev.millrace.processes.StepWords;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From an order placed to an order delivered, or undone: stock is reserved, the payment charged, the order confirmed, and its parcels are
 * taken out of stock. What can't be confirmed any more gives back its stock and its money.
 */
public final class OrderFulfilment implements ProcessDefinition<OrderId, OrderProcess, BusinessEvent> {

    /** The end of the order's reservation. */
    static final String EXPIRY = "expiry";

    private static final int SHORTAGES_NAMED = 20;

    private static final Set<String> EXPECTED = Set.of(
            "inventory.order-confirmed",
            "order.not-confirmable",
            "order.not-paid",
            "order.not-payable",
            "order.not-rejectable",
            "order.not-reservable",
            "order.paid",
            "order.stock-not-reserved",
            "payment.already-authorised",
            "payment.already-captured",
            "payment.already-declined",
            "payment.already-voided",
            "payment.not-authorised",
            "payment.not-captured",
            "payment.wrong-attempt");

    private final FulfilmentSettings settings;
    private final List<OutsideCall<OrderProcess, ?, ?>> calls;

    /** @param record what the gateway's answers mean */
    public OrderFulfilment(FulfilmentSettings settings, GatewayRecord record) {
        this.settings = settings;
        this.calls = PaymentPort.calls(new Payer(), record);
    }

    @Override
    public String name() {
        return "fulfilment";
    }

    @Override
    public String tag() {
        return Tags.ORDER;
    }

    @Override
    public OrderId key(String value) {
        return OrderId.of(value);
    }

    @Override
    public int segments() {
        return settings.segments();
    }

    @Override
    public Set<Class<? extends BusinessEvent>> events() {
        return Set.of(
                OrderPlaced.class,
                OrderShipped.class,
                OrderDelivered.class,
                OrderCancelled.class,
                OrderRejected.class,
                StockReserved.class,
                StockReservationRefused.class,
                StockReleased.class,
                PaymentRequested.class,
                PaymentAttemptFailed.class,
                PaymentAuthorised.class,
                PaymentCaptured.class,
                PaymentDeclined.class,
                PaymentVoided.class,
                PaymentRefunded.class);
    }

    @Override
    public boolean begins(BusinessEvent event) {
        return event instanceof OrderPlaced;
    }

    @Override
    public OrderProcess initial(OrderId orderId) {
        return OrderProcess.none(orderId);
    }

    @Override
    public OrderProcess evolve(OrderProcess process, BusinessEvent event) {
        return process.evolve(event);
    }

    @Override
    public List<OutsideCall<OrderProcess, ?, ?>> calls() {
        return calls;
    }

    @Override
    public Set<String> expectedRejections() {
        return EXPECTED;
    }

    @Override
    public List<StepWords> words() {
        return OrderFulfilmentWords.ALL;
    }

    @Override
    public List<ProcessStep> next(OrderProcess process, BusinessEvent event, Instant happenedAt) {
        List<ProcessStep> steps = after(event, happenedAt, process);
        return process.isSettled() ? join(steps, List.of(new End())) : steps;
    }

    private List<ProcessStep> after(BusinessEvent event, Instant happenedAt, OrderProcess process) {
        return switch (event) {
            // The way to a confirmed order
            case OrderPlaced _ -> reserve(process, happenedAt.plus(settings.reservationPeriod()));
            case StockReserved e -> process.isOpen() ? charge(process, e.expiresAt()) : release(process);
            case PaymentRequested _, PaymentAuthorised _ -> call(process);
            case PaymentCaptured _ -> process.isOpen() && process.holdsStock() ? confirm(process) : call(process);
            case OrderShipped e -> List.of(new Send(new ShipStock(e.orderId(), e.parcelId())));

            // What undoes it
            case StockReservationRefused e ->
                reject(process, OrderRejectionReason.STOCK_MISSING, missing(e.shortages()));
            case PaymentAttemptFailed e -> tryAgain(e, process);
            case PaymentDeclined e -> {
                String why = e.code() + ": " + e.detail();
                yield join(reject(process, OrderRejectionReason.PAYMENT_DECLINED, why), call(process));
            }
            case PaymentVoided e -> reject(process, OrderRejectionReason.PAYMENT_DECLINED, e.reason());
            case PaymentRefunded _ ->
                reject(process, OrderRejectionReason.RESERVATION_EXPIRED, "paid after its stock was gone");
            case OrderCancelled _, OrderRejected _ ->
                join(List.of(new Forget(EXPIRY)), release(process), call(process));
            default -> List.of();
        };
    }

    /** An order that is paid when its reservation ends is about to be confirmed. */
    @Override
    public List<ProcessStep> wake(OrderProcess process, String timer, Instant now) {
        return process.charge() != null && process.charge().isCaptured()
                ? List.of()
                : reject(process, OrderRejectionReason.RESERVATION_EXPIRED, "not paid before the reservation ended");
    }

    private static final class Payer implements PaymentPort.Payer<OrderProcess> {

        @Override
        public OrderId orderId(OrderProcess process) {
            return process.orderId();
        }

        @Override
        public @Nullable ChargeProgress charge(OrderProcess process) {
            return process.charge();
        }

        @Override
        public Optional<PaymentOperation> owed(OrderProcess process) {
            return process.owed();
        }
    }

    private static List<ProcessStep> reserve(OrderProcess process, Instant expiresAt) {
        return process.isOpen() && process.stock() == Stock.UNASKED
                ? List.of(new Send(new ReserveStock(process.orderId(), expiresAt)))
                : List.of();
    }

    private static List<ProcessStep> charge(OrderProcess process, Instant expiresAt) {
        Placed placed = process.placed();
        if (placed == null || process.charge() != null) {
            return List.of(new WakeAt(EXPIRY, expiresAt));
        }
        // Derived from the order's id, so that a repetition asks for the same payment.
        UUID paymentId = UUID.nameUUIDFromBytes(("payment of " + process.orderId()).getBytes(StandardCharsets.UTF_8));
        return List.of(
                new WakeAt(EXPIRY, expiresAt),
                new Send(new RequestPayment(
                        new PaymentId(paymentId), process.orderId(), placed.total(), placed.token())));
    }

    private static List<ProcessStep> confirm(OrderProcess process) {
        return List.of(new Forget(EXPIRY), new Send(new ConfirmOrder(process.orderId())));
    }

    private static List<ProcessStep> call(OrderProcess process) {
        return process.owed()
                .<List<ProcessStep>>map(operation -> List.of(new Call(PaymentPort.task(operation))))
                .orElse(List.of());
    }

    private static List<ProcessStep> tryAgain(PaymentAttemptFailed event, OrderProcess process) {
        Instant retryAt = event.retryAt();
        if (retryAt == null) {
            return List.of(new Send(new RecordDecline(
                    event.paymentId(),
                    event.orderId(),
                    ChargeProgress.GATEWAY_SILENT,
                    "no answer in %d attempts, the last: %s".formatted(event.attempt(), event.reason()))));
        }
        return process.owed()
                .<List<ProcessStep>>map(owed -> List.of(
                        owed == event.operation()
                                ? new CallAt(PaymentPort.task(owed), retryAt)
                                : new Call(PaymentPort.task(owed))))
                .orElse(List.of());
    }

    private static List<ProcessStep> release(OrderProcess process) {
        return process.holdsStock()
                ? List.of(new Send(new ReleaseStock(
                        process.orderId(),
                        process.standing() == Standing.CANCELLED ? "order-cancelled" : "order-rejected")))
                : List.of();
    }

    /** Stock first: whoever sees the order rejected may count on its goods being free. */
    private static List<ProcessStep> reject(OrderProcess process, OrderRejectionReason reason, String detail) {
        if (!process.isOpen()) {
            return List.of();
        }
        var rejection = new Send(new RejectOrder(process.orderId(), reason, detail));
        return process.holdsStock()
                ? List.of(new Send(new ReleaseStock(process.orderId(), word(reason))), rejection)
                : List.of(rejection);
    }

    private static String word(OrderRejectionReason reason) {
        return switch (reason) {
            case STOCK_MISSING -> "stock-missing";
            case PAYMENT_DECLINED -> "payment-declined";
            case RESERVATION_EXPIRED -> "reservation-expired";
        };
    }

    private static String missing(List<Shortage> shortages) {
        String named = shortages.stream()
                .limit(SHORTAGES_NAMED)
                .map(shortage -> "%s (%d asked for, %d free)"
                        .formatted(shortage.sku(), shortage.requested(), shortage.available()))
                .collect(Collectors.joining(", "));
        int more = shortages.size() - SHORTAGES_NAMED;
        return more > 0 ? named + " and %d more".formatted(more) : named;
    }

    @SafeVarargs
    private static List<ProcessStep> join(List<ProcessStep>... parts) {
        List<ProcessStep> all = new ArrayList<>();
        for (List<ProcessStep> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
