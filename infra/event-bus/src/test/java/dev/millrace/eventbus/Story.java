package dev.millrace.eventbus;

import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
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
import dev.millrace.payment.PaymentOperation;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import dev.millrace.schema.BusinessEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A shop's events as they might have happened: products, stock, and orders that go every way an order can, all at the same
 * time. The same seed tells the same story.
 */
public final class Story {
    private static final Instant BEGIN = Instant.parse("2026-03-28T22:00:00Z");
    private static final CurrencyUnit GBP = CurrencyUnit.GBP;
    private static final List<WarehouseId> WAREHOUSES = List.of(new WarehouseId("north"), new WarehouseId("south"));
    private static final List<String> COUNTRIES = List.of("GB", "FR", "DE");

    private final Random random;
    private final List<BusinessEvent> events = new ArrayList<>();
    private final List<Sku> skus = new ArrayList<>();
    private final Map<Sku, Money> prices = new HashMap<>();
    private final Map<Sku, Map<WarehouseId, StockLevel>> stock = new HashMap<>();

    private Story(long seed) {
        this.random = new Random(seed);
    }

    /** The story of a shop with so many products and orders; around ten events an order. */
    public static List<BusinessEvent> of(long seed, int products, int orders) {
        var story = new Story(seed);
        for (int i = 0; i < products; i++) {
            story.product(i);
        }
        List<Queue<Supplier<BusinessEvent>>> running = new ArrayList<>();
        for (int begun = 0; begun < orders || !running.isEmpty(); ) {
            if (begun < orders && (running.isEmpty() || story.random.nextInt(8) == 0)) {
                running.add(story.order());
                begun++;
            }
            var next = running.get(story.random.nextInt(running.size()));
            var step = next.poll();
            if (step == null) {
                running.remove(next);
            } else {
                story.events.add(step.get());
            }
            if (story.random.nextInt(20) == 0) {
                story.events.add(story.shopkeeping());
            }
        }
        return List.copyOf(story.events);
    }

    private void product(int number) {
        var sku = new Sku("SKU-%03d".formatted(number));
        skus.add(sku);
        prices.put(sku, Money.ofMinor(GBP, 100 + random.nextInt(5_000)));
        for (var warehouse : WAREHOUSES) {
            if (random.nextBoolean()) {
                events.add(received(sku, warehouse, 1 + random.nextInt(400)));
            }
        }
        events.add(new ProductCreated(sku, "Lantern No " + number, "Brass, with a handle", prices.get(sku)));
    }

    private StockReceived received(Sku sku, WarehouseId warehouse, int quantity) {
        var level = level(sku, warehouse);
        return new StockReceived(
                sku, warehouse, quantity, put(sku, warehouse, level.onHand() + quantity, level.reserved()), null);
    }

    private BusinessEvent shopkeeping() {
        var sku = skus.get(random.nextInt(skus.size()));
        var warehouse = WAREHOUSES.get(random.nextInt(WAREHOUSES.size()));
        return switch (random.nextInt(6)) {
            case 0, 1 -> received(sku, warehouse, 1 + random.nextInt(50));
            case 2 -> {
                var level = level(sku, warehouse);
                int delta = level.free() > 0 ? -1 : 1;
                yield new StockAdjusted(
                        sku,
                        warehouse,
                        delta,
                        put(sku, warehouse, level.onHand() + delta, level.reserved()),
                        "counted");
            }
            case 3 -> {
                var previous = prices.get(sku);
                prices.put(sku, previous.plusMinor(1 + random.nextInt(100)));
                yield new ProductPriced(sku, prices.get(sku), previous);
            }
            case 4 -> new ProductDescribed(sku, "Lantern " + sku, "Polished " + random.nextInt(100));
            default -> new ProductWithdrawn(sku, "out of fashion");
        };
    }

    private StockLevel level(Sku sku, WarehouseId warehouse) {
        return stock.computeIfAbsent(sku, it -> new HashMap<>()).getOrDefault(warehouse, StockLevel.NONE);
    }

    private StockLevel put(Sku sku, WarehouseId warehouse, long onHand, long reserved) {
        var after = new StockLevel(onHand, reserved);
        stock.computeIfAbsent(sku, it -> new HashMap<>()).put(warehouse, after);
        return after;
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** A cart and what becomes of it; each step is decided when its turn comes. */
    private Queue<Supplier<BusinessEvent>> order() {
        var cart = new CartId(id());
        var order = new OrderId(id());
        var payment = new PaymentId(id());
        var parcel = new ParcelId(id());
        var customer = random.nextInt(3) == 0 ? null : new CustomerId("C" + random.nextInt(20));
        List<CartLine> lines = new ArrayList<>();
        Queue<Supplier<BusinessEvent>> steps = new ArrayDeque<>();
        int count = 1 + random.nextInt(5);
        for (int line = 1; line <= count; line++) {
            var sku = skus.get(random.nextInt(skus.size()));
            lines.add(new CartLine(line, sku, "Lantern", 1 + random.nextInt(4), prices.get(sku), false));
        }
        steps.add(() -> new CartOpened(cart, customer, GBP));
        steps.add(() -> new CartItemsAdded(cart, List.copyOf(lines)));
        if (count > 1) {
            steps.add(() -> new CartItemRemoved(cart, 1));
        }
        var last = lines.getLast();
        steps.add(() -> new CartItemQuantityChanged(cart, last.line(), 2));
        var ordered = lines.stream()
                .filter(it -> it.line() > 1 || count == 1)
                .map(it -> new OrderLine(
                        it.line(), it.sku(), it.name(), it.line() == last.line() ? 2 : it.quantity(), it.unitPrice()))
                .toList();
        var total = ordered.stream().map(OrderLine::total).reduce(Money.zero(GBP), Money::plus);
        var country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
        var orderedAt = BEGIN.plus(Duration.ofMinutes(random.nextInt(60 * 48)));
        steps.add(() -> new CartCheckedOut(cart, order, total));
        steps.add(() -> new OrderPlaced(
                order, cart, customer, "Someone@example.org", country, ordered, total, orderedAt, "tok_approve"));
        List<Allocation> held = new ArrayList<>();
        int fate = random.nextInt(10);
        steps.add(() -> {
            var reserved = reserve(order, ordered, held, orderedAt);
            if (reserved instanceof StockReserved) {
                pay(steps, order, payment, parcel, ordered, total, held, fate);
            } else {
                steps.add(() -> new OrderRejected(order, OrderRejectionReason.STOCK_MISSING, "not enough"));
            }
            return reserved;
        });
        return steps;
    }

    private void pay(
            Queue<Supplier<BusinessEvent>> steps,
            OrderId order,
            PaymentId payment,
            ParcelId parcel,
            List<OrderLine> lines,
            Money total,
            List<Allocation> held,
            int fate) {
        steps.add(() -> new PaymentRequested(payment, order, total, "tok_approve"));
        if (fate == 0) {
            steps.add(() -> new PaymentAttemptFailed(
                    payment, order, PaymentOperation.AUTHORISE, 1, "silent", BEGIN.plusSeconds(1)));
        }
        if (fate == 1) {
            steps.add(() -> new PaymentDeclined(payment, order, "card-declined", "no"));
            steps.add(() -> new StockReleased(order, free(held), "payment declined"));
            steps.add(() -> new OrderRejected(order, OrderRejectionReason.PAYMENT_DECLINED, "card-declined"));
            return;
        }
        steps.add(() -> new PaymentAuthorised(payment, order, total, "gw-1"));
        steps.add(() -> new PaymentCaptured(payment, order, total));
        if (fate == 2) {
            steps.add(() -> new OrderCancelled(order, "changed my mind before it was confirmed"));
            steps.add(() -> new StockReleased(order, free(held), "cancelled"));
            steps.add(() -> new PaymentRefunded(payment, order, total, "cancelled"));
            return;
        }
        steps.add(() -> new OrderConfirmed(order));
        if (fate == 3) {
            steps.add(() -> new OrderCancelled(order, "changed my mind"));
            steps.add(() -> new StockReleased(order, free(held), "cancelled"));
            steps.add(() -> new PaymentRefunded(payment, order, total, "cancelled"));
            return;
        }
        var all = lines.stream()
                .map(it -> new ParcelLine(it.line(), it.quantity()))
                .toList();
        steps.add(() -> new OrderShipped(order, parcel, "Post", "T-1", all, true));
        steps.add(() -> new StockShipped(order, parcel, ship(held)));
        if (fate > 5) {
            steps.add(() -> new OrderDelivered(order, parcel, true));
        }
    }

    private BusinessEvent reserve(OrderId order, List<OrderLine> lines, List<Allocation> held, Instant at) {
        for (var line : lines) {
            var where = WAREHOUSES.stream()
                    .filter(it -> level(line.sku(), it).free() >= line.quantity())
                    .findFirst();
            if (where.isEmpty()) {
                free(held);
                held.clear();
                return new StockReservationRefused(order, List.of(new Shortage(line.sku(), line.quantity(), 0)));
            }
            var level = level(line.sku(), where.get());
            held.add(new Allocation(
                    line.sku(),
                    where.get(),
                    line.quantity(),
                    put(line.sku(), where.get(), level.onHand(), level.reserved() + line.quantity())));
        }
        return new StockReserved(order, List.copyOf(held), at.plus(Duration.ofMinutes(15)));
    }

    private List<Allocation> free(List<Allocation> held) {
        return held.stream()
                .map(it -> {
                    var level = level(it.sku(), it.warehouse());
                    return new Allocation(
                            it.sku(),
                            it.warehouse(),
                            it.quantity(),
                            put(it.sku(), it.warehouse(), level.onHand(), level.reserved() - it.quantity()));
                })
                .toList();
    }

    private List<Allocation> ship(List<Allocation> held) {
        return held.stream()
                .map(it -> {
                    var level = level(it.sku(), it.warehouse());
                    return new Allocation(
                            it.sku(),
                            it.warehouse(),
                            it.quantity(),
                            put(
                                    it.sku(),
                                    it.warehouse(),
                                    level.onHand() - it.quantity(),
                                    level.reserved() - it.quantity()));
                })
                .toList();
    }
}
