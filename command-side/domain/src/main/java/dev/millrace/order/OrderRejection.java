package dev.millrace.order;

import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;

/** Why a command of an order is refused. */
public sealed interface OrderRejection extends Rejection {

    record OrderNotFound(OrderId orderId) implements OrderRejection {}

    /** @param status the order's, in lower case */
    record OrderNotConfirmable(OrderId orderId, String status) implements OrderRejection {}

    record StockNotReserved(OrderId orderId) implements OrderRejection {}

    record OrderNotPaid(OrderId orderId, Money total, Money paid) implements OrderRejection {}

    record OrderNotRejectable(OrderId orderId, String status) implements OrderRejection {}

    /** The money is taken: the order is confirmed, or refunded first. */
    record OrderPaid(OrderId orderId, Money paid) implements OrderRejection {}

    record OrderNotCancellable(OrderId orderId, String status) implements OrderRejection {}

    record OrderNotShippable(OrderId orderId, String status) implements OrderRejection {}

    record NothingToShip(OrderId orderId) implements OrderRejection {}

    /** The parcel left already, with other contents or another carrier. */
    record ParcelExists(OrderId orderId, ParcelId parcelId) implements OrderRejection {}

    record ParcelNotFound(OrderId orderId, ParcelId parcelId) implements OrderRejection {}

    /** @param item position in the command, from 0 */
    record LineNotFound(OrderId orderId, int item, int line) implements OrderRejection {}

    record MoreThanRemaining(OrderId orderId, int line, long quantity, int remaining) implements OrderRejection {}

    /**
     * @param what the end of the code: {@code quantity}, {@code carrier}, {@code tracking-number}, {@code reason}
     * @param path the field
     */
    record Invalid(String what, String path, String expected) implements OrderRejection {}

    static String lowerCase(OrderState.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    @Override
    default String code() {
        return switch (this) {
            case OrderNotFound _ -> "order.not-found";
            case OrderNotConfirmable _ -> "order.not-confirmable";
            case StockNotReserved _ -> "order.stock-not-reserved";
            case OrderNotPaid _ -> "order.not-paid";
            case OrderNotRejectable _ -> "order.not-rejectable";
            case OrderPaid _ -> "order.paid";
            case OrderNotCancellable _ -> "order.not-cancellable";
            case OrderNotShippable _ -> "order.not-shippable";
            case NothingToShip _ -> "order.nothing-to-ship";
            case ParcelExists _ -> "order.parcel-exists";
            case ParcelNotFound _ -> "order.parcel-not-found";
            case LineNotFound _ -> "order.line-not-found";
            case MoreThanRemaining _ -> "order.more-than-remaining";
            case Invalid invalid -> "order.invalid-" + invalid.what();
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case OrderNotFound r -> "There is no order %s.".formatted(r.orderId());
            case OrderNotConfirmable r -> "Order %s is %s and can't be confirmed.".formatted(r.orderId(), r.status());
            case StockNotReserved r -> "Order %s has no stock reserved.".formatted(r.orderId());
            case OrderNotPaid r -> "Order %s costs %s, and %s is paid.".formatted(r.orderId(), r.total(), r.paid());
            case OrderNotRejectable r -> "Order %s is %s and can't be rejected.".formatted(r.orderId(), r.status());
            case OrderPaid r -> "Order %s can't be rejected while it is paid.".formatted(r.orderId());
            case OrderNotCancellable r -> "Order %s is %s and can't be cancelled.".formatted(r.orderId(), r.status());
            case OrderNotShippable r -> "Order %s is %s and can't be shipped.".formatted(r.orderId(), r.status());
            case NothingToShip r -> "Nothing of order %s remains to be shipped.".formatted(r.orderId());
            case ParcelExists r ->
                "Parcel %s of order %s left already, and differs.".formatted(r.parcelId(), r.orderId());
            case ParcelNotFound r -> "Order %s has no parcel %s.".formatted(r.orderId(), r.parcelId());
            case LineNotFound r -> "Order %s has no line %d.".formatted(r.orderId(), r.line());
            case MoreThanRemaining r ->
                "Of line %d of order %s remain %d to be shipped, not %d."
                        .formatted(r.line(), r.orderId(), r.remaining(), r.quantity());
            case Invalid r -> "The %s must be %s.".formatted(r.what().replace('-', ' '), r.expected());
        };
    }

    @Override
    default Kind kind() {
        return switch (this) {
            case OrderNotFound _, ParcelNotFound _ -> Kind.NOT_FOUND;
            case OrderNotConfirmable _, StockNotReserved _, OrderNotPaid _, OrderNotRejectable _ -> Kind.CONFLICT;
            case OrderPaid _, OrderNotCancellable _, OrderNotShippable _, NothingToShip _ -> Kind.CONFLICT;
            case ParcelExists _, MoreThanRemaining _ -> Kind.CONFLICT;
            case LineNotFound _, Invalid _ -> Kind.INVALID;
        };
    }

    @Override
    default List<InvalidField> fields() {
        return switch (this) {
            case LineNotFound r ->
                List.of(new InvalidField("lines[%d].line".formatted(r.item()), "a line of the order"));
            case MoreThanRemaining r ->
                List.of(new InvalidField("lines", "at most %d of line %d".formatted(r.remaining(), r.line())));
            case Invalid r -> List.of(new InvalidField(r.path(), r.expected()));
            default -> List.of();
        };
    }
}
