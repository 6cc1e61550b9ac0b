package dev.millrace.order;

import dev.millrace.id.ParcelId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** An order as its own rules see it, its stock and its money included as far as they bear on them. */
sealed interface OrderState {

    record Unplaced() implements OrderState {}

    /**
     * @param reserved whether its stock is reserved and not released
     * @param paid money captured and not refunded
     * @param parcels what was shipped
     */
    record Placed(
            Status status,
            List<OrderLine> lines,
            Money total,
            boolean reserved,
            Money paid,
            Map<ParcelId, Parcel> parcels)
            implements OrderState {

        boolean paidInFull() {
            return paid.isEqual(total);
        }

        /** What is still to be shipped, by the number of the line; lines that were shipped whole are absent. */
        Map<Integer, Integer> remaining() {
            Map<Integer, Integer> remaining =
                    lines.stream().collect(Collectors.toMap(OrderLine::line, OrderLine::quantity));
            parcels.values().stream()
                    .flatMap(parcel -> parcel.lines().stream())
                    .forEach(shipped -> remaining.computeIfPresent(
                            shipped.line(), (_, left) -> left > shipped.quantity() ? left - shipped.quantity() : null));
            return remaining;
        }

        Placed with(Status next) {
            return new Placed(next, lines, total, reserved, paid, parcels);
        }

        Placed withStock(boolean now) {
            return new Placed(status, lines, total, now, paid, parcels);
        }

        Placed withPaid(Money now) {
            return new Placed(status, lines, total, reserved, now, parcels);
        }

        Placed with(ParcelId id, Parcel parcel) {
            var all = new HashMap<>(parcels);
            all.put(id, parcel);
            return new Placed(status, lines, total, reserved, paid, Map.copyOf(all));
        }
    }

    enum Status {
        PENDING,
        CONFIRMED,
        REJECTED,
        CANCELLED
    }

    record Parcel(String carrier, String trackingNumber, List<ParcelLine> lines, boolean delivered) {

        Parcel arrived() {
            return new Parcel(carrier, trackingNumber, lines, true);
        }
    }
}
