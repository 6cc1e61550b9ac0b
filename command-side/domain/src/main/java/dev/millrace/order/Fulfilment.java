package dev.millrace.order;

import static dev.millrace.order.OrderRejection.lowerCase;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.ParcelId;
import dev.millrace.order.OrderCommand.DeliverParcel;
import dev.millrace.order.OrderCommand.ShipOrder;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderRejection.Invalid;
import dev.millrace.order.OrderRejection.LineNotFound;
import dev.millrace.order.OrderRejection.MoreThanRemaining;
import dev.millrace.order.OrderRejection.NothingToShip;
import dev.millrace.order.OrderRejection.OrderNotFound;
import dev.millrace.order.OrderRejection.OrderNotShippable;
import dev.millrace.order.OrderRejection.ParcelExists;
import dev.millrace.order.OrderRejection.ParcelNotFound;
import dev.millrace.order.OrderState.Parcel;
import dev.millrace.order.OrderState.Placed;
import dev.millrace.order.OrderState.Status;
import dev.millrace.order.OrderState.Unplaced;
import dev.millrace.schema.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Parcels: what leaves with them, and that they arrive. */
final class Fulfilment {

    private static final int LONGEST_TEXT = 100;

    private Fulfilment() {}

    static Decision decide(ShipOrder command, OrderState state) {
        return switch (state) {
            case Unplaced _ -> Decision.reject(new OrderNotFound(command.orderId()));
            case Placed order -> {
                Parcel before = order.parcels().get(command.parcelId());
                yield before == null ? ship(command, order) : repeated(command, before);
            }
        };
    }

    static Decision decide(DeliverParcel command, OrderState state) {
        return switch (state) {
            case Unplaced _ -> Decision.reject(new OrderNotFound(command.orderId()));
            case Placed order -> deliver(command, order);
        };
    }

    private static Decision ship(ShipOrder command, Placed order) {
        if (order.status() != Status.CONFIRMED) {
            return Decision.reject(new OrderNotShippable(command.orderId(), lowerCase(order.status())));
        }
        Map<Integer, Integer> remaining = order.remaining();
        if (remaining.isEmpty()) {
            return Decision.reject(new NothingToShip(command.orderId()));
        }
        return invalidText("carrier", "carrier", command.carrier())
                .or(() -> invalidText("tracking-number", "trackingNumber", command.trackingNumber()))
                .or(() -> invalidLine(command, order))
                .or(() -> beyondRemaining(command, remaining))
                .map(Decision::reject)
                .orElseGet(() -> {
                    List<ParcelLine> contents = contents(command, remaining);
                    boolean complete = contents.equals(linesOf(remaining));
                    return Decision.accept(new OrderShipped(
                            command.orderId(),
                            command.parcelId(),
                            command.carrier(),
                            command.trackingNumber(),
                            contents,
                            complete));
                });
    }

    private static Decision repeated(ShipOrder command, Parcel before) {
        boolean same = command.carrier().equals(before.carrier())
                && command.trackingNumber().equals(before.trackingNumber())
                && (command.lines().isEmpty() || linesOf(unitsByLine(command)).equals(before.lines()));
        return same ? Decision.accept() : Decision.reject(new ParcelExists(command.orderId(), command.parcelId()));
    }

    private static Decision deliver(DeliverParcel command, Placed order) {
        ParcelId arrived = command.parcelId();
        Parcel parcel = order.parcels().get(arrived);
        if (parcel == null) {
            return Decision.reject(new ParcelNotFound(command.orderId(), arrived));
        }
        if (parcel.delivered()) {
            return Decision.accept();
        }
        boolean complete = order.remaining().isEmpty()
                && order.parcels().entrySet().stream()
                        .allMatch(
                                p -> p.getKey().equals(arrived) || p.getValue().delivered());
        return Decision.accept(new OrderDelivered(command.orderId(), arrived, complete));
    }

    private static Optional<OrderRejection> invalidText(String what, String path, String text) {
        return Wording.says(text, LONGEST_TEXT)
                ? Optional.empty()
                : Optional.of(new Invalid(what, path, "1 to %d characters, not all blank".formatted(LONGEST_TEXT)));
    }

    private static Optional<OrderRejection> invalidLine(ShipOrder command, Placed order) {
        Set<Integer> known = order.lines().stream().map(OrderLine::line).collect(Collectors.toSet());
        for (int i = 0; i < command.lines().size(); i++) {
            ParcelLine line = command.lines().get(i);
            if (!known.contains(line.line())) {
                return Optional.of(new LineNotFound(command.orderId(), i, line.line()));
            }
            if (line.quantity() < 1) {
                return Optional.of(
                        new Invalid("quantity", "lines[%d].quantity".formatted(i), "a whole number of at least 1"));
            }
        }
        return Optional.empty();
    }

    private static Optional<OrderRejection> beyondRemaining(ShipOrder command, Map<Integer, Integer> remaining) {
        return unitsByLine(command).entrySet().stream()
                .filter(asked -> asked.getValue() > remaining.getOrDefault(asked.getKey(), 0))
                .findFirst()
                .map(asked -> new MoreThanRemaining(
                        command.orderId(),
                        asked.getKey(),
                        asked.getValue(),
                        remaining.getOrDefault(asked.getKey(), 0)));
    }

    private static List<ParcelLine> contents(ShipOrder command, Map<Integer, Integer> remaining) {
        return command.lines().isEmpty() ? linesOf(remaining) : linesOf(unitsByLine(command));
    }

    /** A line named twice counts once, with the sum. */
    private static Map<Integer, Long> unitsByLine(ShipOrder command) {
        return command.lines().stream()
                .collect(Collectors.groupingBy(
                        ParcelLine::line, TreeMap::new, Collectors.summingLong(ParcelLine::quantity)));
    }

    private static List<ParcelLine> linesOf(Map<Integer, ? extends Number> units) {
        return new TreeMap<>(units)
                .entrySet().stream()
                        .map(e -> new ParcelLine(e.getKey(), e.getValue().intValue()))
                        .toList();
    }
}
