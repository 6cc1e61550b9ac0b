package dev.millrace.history;

import static dev.millrace.projections.Columns.column;

import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderLine;
import dev.millrace.order.OrderStory;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.Transactions;
import dev.millrace.readmodels.Caseless;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A batch of events as rows. Rows go in the order of their keys, so that two writers don't wait for each other crosswise. */
final class HistoryBatch {
    private final TreeMap<UUID, PlacedOrder> placed = new TreeMap<>();
    private final TreeMap<UUID, OrderUpdate> updates = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private record PlacedOrder(OrderPlaced order, ProjectedEvent event) {}

    private record Line(UUID order, OrderLine line) {}

    private record Entry(UUID order, ProjectedEvent event) {}

    static HistoryBatch of(List<ProjectedEvent> events) {
        var batch = new HistoryBatch();
        for (var event : events) {
            var news = OrderStory.of(event.event())
                    .orElseThrow(() -> new IllegalArgumentException("not about an order: " + event.type()));
            var order = news.orderId().value();
            if (event.event() instanceof OrderPlaced it) {
                batch.placed.put(order, new PlacedOrder(it, event));
            }
            batch.updates.merge(order, OrderUpdate.of(news, event), OrderUpdate::then);
            batch.entries.add(new Entry(order, event));
        }
        return batch;
    }

    List<String> changed() {
        return updates.keySet().stream().map(order -> "order:" + order).toList();
    }

    Mono<Long> placed(Connection connection, String schema) {
        if (placed.isEmpty()) {
            return Mono.just(0L);
        }
        var rows = placed.values();
        return Transactions.update(
                connection,
                """
                insert into %s.orders (order_id, cart_id, customer_id, email, country, currency, total_minor, line_count,
                    units, status, ordered_at, placed_at, updated_at, placed_position, position, email_caseless)
                select u.order_id, cart_id, nullif(customer_id, ''), email, country, currency, total_minor, line_count,
                    units, 'pending', ordered_at, placed_at, placed_at, placed_position, placed_position, email_caseless
                from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::int[],
                    $9::bigint[], $10::timestamptz[], $11::timestamptz[], $12::bigint[], $13::text[])
                  as u(order_id, cart_id, customer_id, email, country, currency, total_minor, line_count, units, ordered_at,
                    placed_at, placed_position, email_caseless)
                on conflict (order_id) do nothing
                """.formatted(schema),
                column(UUID.class, rows, it -> it.order().orderId().value()),
                column(UUID.class, rows, it -> it.order().cartId().value()),
                column(String.class, rows, it -> guestOr(it.order())),
                column(String.class, rows, it -> it.order().email()),
                column(String.class, rows, it -> it.order().country()),
                column(
                        String.class,
                        rows,
                        it -> it.order().total().getCurrencyUnit().getCode()),
                column(Long.class, rows, it -> it.order().total().getAmountMinorLong()),
                column(Integer.class, rows, it -> it.order().lines().size()),
                column(
                        Long.class,
                        rows,
                        it -> it.order().lines().stream()
                                .mapToLong(OrderLine::quantity)
                                .sum()),
                column(OffsetDateTime.class, rows, it -> keepable(it.order().orderedAt())),
                column(OffsetDateTime.class, rows, it -> it.event().recordedAt().atOffset(ZoneOffset.UTC)),
                column(Long.class, rows, it -> it.event().position()),
                column(String.class, rows, it -> Caseless.of(it.order().email())));
    }

    /** The database would round what is finer, and with it the last moment of a year; orders of old have such moments. */
    private static OffsetDateTime keepable(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static String guestOr(OrderPlaced order) {
        var customer = order.customerId();
        return customer == null ? "" : customer.value();
    }

    Mono<Long> lines(Connection connection, String schema) {
        var rows = placed.entrySet().stream()
                .flatMap(entry -> entry.getValue().order().lines().stream().map(line -> new Line(entry.getKey(), line)))
                .toList();
        if (rows.isEmpty()) {
            return Mono.just(0L);
        }
        return Transactions.update(
                connection,
                """
                insert into %s.order_lines (order_id, line, sku, name, quantity, unit_price_minor)
                select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::int[], $6::bigint[])
                on conflict (order_id, line) do nothing
                """.formatted(schema),
                column(UUID.class, rows, Line::order),
                column(Integer.class, rows, it -> it.line().line()),
                column(String.class, rows, it -> it.line().sku().value()),
                column(String.class, rows, it -> it.line().name()),
                column(Integer.class, rows, it -> it.line().quantity()),
                column(Long.class, rows, it -> it.line().unitPrice().getAmountMinorLong()));
    }

    /** Fails if an order that is to change isn't there: its placing was never applied. */
    Mono<Long> changes(Connection connection, String schema) {
        var rows = updates.entrySet();
        return Transactions.update(
                        connection,
                        """
                        update %1$s.orders o set
                          status = case when u.position > o.position and u.status <> '' then u.status else o.status end,
                          payment_status = case when u.position > o.position and u.payment_status <> '' then u.payment_status
                            else o.payment_status end,
                          reason_code = case when u.position > o.position and u.reason_code <> '' then u.reason_code
                            else o.reason_code end,
                          reason_detail = case when u.position > o.position and u.reason_code <> '' then u.reason_detail
                            else o.reason_detail end,
                          updated_at = case when u.position > o.position then u.updated_at else o.updated_at end,
                          position = greatest(o.position, u.position)
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                            $7::bigint[])
                          as u(order_id, status, payment_status, reason_code, reason_detail, updated_at, position)
                        where o.order_id = u.order_id
                        """.formatted(schema),
                        column(UUID.class, rows, Map.Entry::getKey),
                        column(String.class, rows, it -> orEmpty(it.getValue().status())),
                        column(String.class, rows, it -> orEmpty(it.getValue().paymentStatus())),
                        column(String.class, rows, it -> orEmpty(it.getValue().reasonCode())),
                        column(String.class, rows, it -> orEmpty(it.getValue().reasonDetail())),
                        column(
                                OffsetDateTime.class,
                                rows,
                                it -> it.getValue().updatedAt().atOffset(ZoneOffset.UTC)),
                        column(Long.class, rows, it -> it.getValue().position()))
                .flatMap(found -> found == rows.size()
                        ? Mono.just(found)
                        : Mono.error(new IllegalStateException(
                                (rows.size() - found) + " of these orders were never placed: " + updates.keySet())));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    Mono<Long> events(Connection connection, String schema) {
        return Transactions.update(
                connection,
                """
                insert into %s.order_events (order_id, position, type, recorded_at, detail)
                select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::text[])
                on conflict (order_id, position) do nothing
                """.formatted(schema),
                column(UUID.class, entries, Entry::order),
                column(Long.class, entries, it -> it.event().position()),
                column(String.class, entries, it -> it.event().type()),
                column(
                        OffsetDateTime.class,
                        entries,
                        it -> it.event().recordedAt().atOffset(ZoneOffset.UTC)),
                column(String.class, entries, it -> EventDetail.of(it.event().event())));
    }
}
