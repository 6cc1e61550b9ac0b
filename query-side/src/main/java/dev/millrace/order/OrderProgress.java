package dev.millrace.order;

import dev.millrace.payment.PaymentStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands: its status, its goods and its money. Immutable; each news leads to the next.
 *
 * @param goods absent until something was tried
 * @param payment absent until one was requested
 */
record OrderProgress(
        OrderStatus status,
        @Nullable GoodsStatus goods,
        @Nullable PaymentStatus payment) {

    static final OrderProgress START = new OrderProgress(OrderStatus.PENDING, null, null);

    OrderProgress after(OrderNews news) {
        @Nullable
        PaymentStatus paid = news.payment() == null ? null : news.payment().status();
        return new OrderProgress(
                news.status() == null ? status : news.status(),
                news.goods() == null ? goods : news.goods(),
                paid == null ? payment : paid);
    }

    /** Whether nothing more will happen to the order of itself. */
    boolean isFinal() {
        return switch (status) {
            case REJECTED, DELIVERED -> true;
            case CANCELLED -> goods != GoodsStatus.HELD && !moneyIsOut();
            case PENDING, CONFIRMED, SHIPPED -> false;
        };
    }

    /** The steps that must come next, in the order in which they are expected. */
    List<StepName> awaited() {
        return switch (status) {
            case PENDING -> List.of(nextOfPending());
            case CONFIRMED -> List.of(StepName.SHIPMENT);
            case CANCELLED, REJECTED -> undoing();
            case SHIPPED, DELIVERED -> List.of();
        };
    }

    private StepName nextOfPending() {
        return switch (goods) {
            case null -> StepName.STOCK_RESERVATION;
            case REFUSED, RELEASED -> StepName.REJECTION;
            case HELD ->
                switch (payment) {
                    case null -> StepName.PAYMENT_AUTHORISATION;
                    case REQUESTED -> StepName.PAYMENT_AUTHORISATION;
                    case AUTHORISED -> StepName.PAYMENT_CAPTURE;
                    case CAPTURED -> StepName.CONFIRMATION;
                    case DECLINED, VOIDED, REFUNDED -> StepName.STOCK_RELEASE;
                };
        };
    }

    private List<StepName> undoing() {
        List<StepName> steps = new ArrayList<>();
        if (goods == GoodsStatus.HELD) {
            steps.add(StepName.STOCK_RELEASE);
        }
        if (moneyIsOut()) {
            steps.add(payment == PaymentStatus.CAPTURED ? StepName.PAYMENT_REFUND : StepName.PAYMENT_VOID);
        }
        return List.copyOf(steps);
    }

    private boolean moneyIsOut() {
        return switch (payment) {
            case REQUESTED, AUTHORISED, CAPTURED -> true;
            case DECLINED, VOIDED, REFUNDED -> false;
            case null -> false;
        };
    }
}
