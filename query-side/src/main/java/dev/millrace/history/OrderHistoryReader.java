package dev.millrace.history;

import static java.util.Objects.requireNonNull;

import dev.millrace.http.Cursor;
import dev.millrace.http.HttpJson;
import dev.millrace.http.Limit;
import dev.millrace.http.Page;
import dev.millrace.id.Sku;
import dev.millrace.order.ClosingCode;
import dev.millrace.order.OrderStatus;
import dev.millrace.payment.PaymentStatus;
import dev.millrace.reading.PostgresQuery;
import dev.millrace.readmodels.Caseless;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds orders in the read model {@code order-history}, newest first. */
final class OrderHistoryReader {

    private static final String LIST = "orders-newest";
    private static final int LINES = 10;

    private final ConnectionFactory postgres;

    OrderHistoryReader(ConnectionFactory postgres) {
        this.postgres = postgres;
    }

    Mono<Page<OrderHit>> find(long generation, OrderSearch search, Limit limit, @Nullable String cursor) {
        Place place = cursor == null ? null : Place.of(cursor);
        return orders(HistorySchema.name(generation), search, limit, place);
    }

    Mono<Page<OrderHit>> findWithLines(long generation, OrderSearch search, Limit limit, @Nullable String cursor) {
        Place place = cursor == null ? null : Place.of(cursor);
        String schema = HistorySchema.name(generation);
        return orders(schema, search, limit, place)
                .flatMap(page -> lines(schema, page.items(), search.sku())
                        .map(lines -> new Page<>(
                                page.items().stream()
                                        .map(hit -> hit.with(lines.getOrDefault(hit.orderId(), List.of())))
                                        .toList(),
                                page.next())));
    }

    private Mono<Page<OrderHit>> orders(String schema, OrderSearch search, Limit limit, @Nullable Place after) {
        PostgresQuery query = new PostgresQuery("select o.* from " + schema + ".orders o where true");
        if (search.order() != null) {
            query.add(" and o.order_id = ?", search.order().value());
        }
        if (search.customer() != null) {
            query.add(" and o.customer_id = ?", search.customer().value());
        }
        if (search.email() != null) {
            query.add(" and o.email_caseless = ?", Caseless.of(search.email()));
        }
        if (search.status() != null) {
            query.add(" and o.status = ?", search.status().text());
        }
        if (search.from() != null) {
            query.add(" and o.ordered_at >= ?", search.from().atOffset(ZoneOffset.UTC));
        }
        if (search.to() != null) {
            query.add(" and o.ordered_at <= ?", search.to().atOffset(ZoneOffset.UTC));
        }
        if (search.sku() != null) {
            query.add(
                    " and exists (select from " + schema
                            + ".order_lines l where l.order_id = o.order_id and l.sku = ?)",
                    search.sku().value());
        }
        if (after != null) {
            query.add(
                    " and (o.ordered_at, o.order_id) < (?, ?)",
                    after.orderedAt().atOffset(ZoneOffset.UTC),
                    after.id());
        }
        return query.add(" order by o.ordered_at desc, o.order_id desc limit ?", limit.value() + 1)
                .run(postgres, OrderHistoryReader::hit)
                .collectList()
                .map(hits -> page(hits, limit.value()));
    }

    private Mono<Map<String, List<OrderHit.Line>>> lines(String schema, List<OrderHit> hits, @Nullable Sku wanted) {
        UUID[] ids = hits.stream().map(hit -> UUID.fromString(hit.orderId())).toArray(UUID[]::new);
        return new PostgresQuery(
                        "select l.*, o.currency from (select *, row_number() over (partition by order_id order by")
                .add(" (sku = ?) desc, line) as place", wanted == null ? "" : wanted.value())
                .add(" from " + schema + ".order_lines where order_id = any(?)) l", (Object) ids)
                .add(" join " + schema + ".orders o using (order_id) where l.place <= ?", LINES)
                .add(" order by order_id, l.place")
                .run(postgres, row -> Map.entry(text(row, "order_id"), line(row)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Page<OrderHit> page(List<OrderHit> found, int limit) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        OrderHit last = found.get(limit - 1);
        return new Page<>(
                found.subList(0, limit), new Place(last.orderedAt(), UUID.fromString(last.orderId())).cursor());
    }

    private static OrderHit hit(Readable row) {
        return new OrderHit(
                text(row, "order_id"),
                row.get("customer_id", String.class),
                text(row, "email"),
                text(row, "country"),
                OrderStatus.named(text(row, "status")).orElseThrow(),
                word(row, "payment_status", PaymentStatus.class),
                word(row, "reason_code", ClosingCode.class),
                row.get("reason_detail", String.class),
                money(row, "total_minor"),
                requireNonNull(row.get("line_count", Integer.class)),
                requireNonNull(row.get("units", Long.class)),
                null,
                time(row, "ordered_at"),
                time(row, "placed_at"),
                time(row, "updated_at"),
                requireNonNull(row.get("position", Long.class)));
    }

    private static OrderHit.Line line(Readable row) {
        return new OrderHit.Line(
                requireNonNull(row.get("line", Integer.class)),
                text(row, "sku"),
                text(row, "name"),
                requireNonNull(row.get("quantity", Integer.class)),
                money(row, "unit_price_minor"));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column)).toString();
    }

    /** Empty where there is none. */
    private static <T extends Enum<T>> @Nullable T word(Readable row, String column, Class<T> type) {
        @Nullable String word = row.get(column, String.class);
        return word == null || word.isEmpty() ? null : HttpJson.mapper().convertValue(word, type);
    }

    private static Instant time(Readable row, String column) {
        return requireNonNull(row.get(column, OffsetDateTime.class)).toInstant();
    }

    private static Money money(Readable row, String column) {
        return Money.ofMinor(CurrencyUnit.of(text(row, "currency")), requireNonNull(row.get(column, Long.class)));
    }

    /** Of the last order of a page in the list. */
    private record Place(Instant orderedAt, UUID id) {

        static Place of(String cursor) {
            List<String> parts = Cursor.decode(LIST, 2, cursor);
            try {
                return new Place(Instant.parse(parts.getFirst()), UUID.fromString(parts.getLast()));
            } catch (DateTimeParseException | IllegalArgumentException forged) {
                throw Cursor.refusal();
            }
        }

        String cursor() {
            return Cursor.encode(LIST, orderedAt.toString(), id.toString());
        }
    }
}
