package dev.millrace.sales;

import static java.util.Objects.requireNonNull;

import dev.millrace.http.Cursor;
import dev.millrace.http.Limit;
import dev.millrace.reading.PostgresQuery;
import dev.millrace.sales.SalesFigures.Amounts;
import dev.millrace.sales.SalesFigures.OfCountry;
import dev.millrace.sales.SalesFigures.OfDay;
import dev.millrace.sales.SalesFigures.OfProduct;
import dev.millrace.sales.SalesFigures.Total;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Adds up the read model {@code sales}. */
final class SalesReader {

    private static final String SUMS = """
            sum(orders)::bigint as orders, sum(units)::bigint as units, sum(revenue_minor)::bigint as revenue_minor,
            sum(refunded_orders)::bigint as refunded_orders, sum(refunded_units)::bigint as refunded_units,
            sum(refunded_minor)::bigint as refunded_minor
            """;

    private final ConnectionFactory postgres;

    SalesReader(ConnectionFactory postgres) {
        this.postgres = postgres;
    }

    /** Days from the first to the last. */
    Mono<SalesFigures<OfDay>> days(long generation, Wanted wanted, Limit limit, @Nullable String cursor) {
        List<String> place = cursor == null ? null : Cursor.decode("sales-days", 2, cursor);
        LocalDate afterDay = place == null ? null : day(place.getFirst());
        String schema = SalesSchema.name(generation);
        PostgresQuery query = new PostgresQuery("select * from " + schema + ".days where true");
        wanted.restrict(query);
        if (place != null && afterDay != null) {
            query.add(" and (day, currency) > (?, ?)", afterDay, place.getLast());
        }
        query.add(" order by day, currency");
        return figures(
                schema,
                wanted,
                limit,
                query,
                row -> new OfDay(requireNonNull(row.get("day", LocalDate.class)), currency(row), amounts(row)),
                last -> Cursor.encode("sales-days", last.day().toString(), last.currency()));
    }

    /** Products of each currency by revenue, the greatest first. */
    Mono<SalesFigures<OfProduct>> products(long generation, Wanted wanted, Limit limit, @Nullable String cursor) {
        return ranked(
                generation,
                "products",
                "sku",
                wanted,
                limit,
                cursor,
                row -> new OfProduct(requireNonNull(row.get("sku", String.class)), currency(row), amounts(row)),
                last -> cursor("products", last.sales(), last.sku(), last.currency()));
    }

    /** Countries of each currency by revenue, the greatest first. */
    Mono<SalesFigures<OfCountry>> countries(long generation, Wanted wanted, Limit limit, @Nullable String cursor) {
        return ranked(
                generation,
                "countries",
                "country",
                wanted,
                limit,
                cursor,
                row -> new OfCountry(requireNonNull(row.get("country", String.class)), currency(row), amounts(row)),
                last -> cursor("countries", last.sales(), last.country(), last.currency()));
    }

    private <T> Mono<SalesFigures<T>> ranked(
            long generation,
            String table,
            String key,
            Wanted wanted,
            Limit limit,
            @Nullable String cursor,
            Function<Readable, T> row,
            Function<T, String> next) {
        List<String> place = cursor == null ? null : Cursor.decode("sales-" + table, 3, cursor);
        Long revenue = place == null ? null : number(place.getFirst());
        String schema = SalesSchema.name(generation);
        PostgresQuery query = new PostgresQuery("select * from (select " + key + ", currency, " + SUMS + " from "
                + schema + "." + table + " where true");
        wanted.restrict(query);
        query.add(" group by " + key + ", currency) ranked where true");
        if (place != null && revenue != null) {
            query.add(
                    " and (currency > ? or currency = ? and (revenue_minor < ? or revenue_minor = ? and " + key
                            + " > ?))",
                    place.getLast(),
                    place.getLast(),
                    revenue,
                    revenue,
                    place.get(1));
        }
        // Revenues compare within a currency alone: 50 pounds are neither more nor less than 6,000 yen.
        query.add(" order by currency, revenue_minor desc, " + key);
        return figures(schema, wanted, limit, query, row, next);
    }

    private <T> Mono<SalesFigures<T>> figures(
            String schema,
            Wanted wanted,
            Limit limit,
            PostgresQuery query,
            Function<Readable, T> row,
            Function<T, String> next) {
        return query.add(" limit ?", limit.value() + 1)
                .run(postgres, row)
                .collectList()
                .zipWith(totals(schema, wanted))
                .map(found -> {
                    List<T> items = found.getT1();
                    boolean more = items.size() > limit.value();
                    List<T> page = more ? items.subList(0, limit.value()) : items;
                    return new SalesFigures<>(
                            wanted.from(), wanted.to(), page, found.getT2(), more ? next.apply(page.getLast()) : null);
                });
    }

    private Mono<List<Total>> totals(String schema, Wanted wanted) {
        PostgresQuery query = new PostgresQuery("select currency, " + SUMS + " from " + schema + ".days where true");
        wanted.restrict(query);
        return query.add(" group by currency order by currency")
                .run(postgres, row -> new Total(currency(row), amounts(row)))
                .collectList();
    }

    private static String cursor(String table, Amounts sales, String key, String currency) {
        return Cursor.encode("sales-" + table, Long.toString(sales.revenue().getAmountMinorLong()), key, currency);
    }

    private static Amounts amounts(Readable row) {
        return new Amounts(
                number(row, "orders"),
                number(row, "units"),
                money(row, "revenue_minor"),
                number(row, "refunded_orders"),
                number(row, "refunded_units"),
                money(row, "refunded_minor"));
    }

    private static String currency(Readable row) {
        return requireNonNull(row.get("currency", String.class));
    }

    private static long number(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }

    private static Money money(Readable row, String column) {
        return Money.ofMinor(CurrencyUnit.of(currency(row)), number(row, column));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException forged) {
            throw Cursor.refusal();
        }
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException forged) {
            throw Cursor.refusal();
        }
    }

    /**
     * What is to be added up.
     *
     * @param from first day
     * @param to last day
     * @param currency absent for all
     */
    record Wanted(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable CurrencyUnit currency) {

        void restrict(PostgresQuery query) {
            if (from != null) {
                query.add(" and day >= ?", from);
            }
            if (to != null) {
                query.add(" and day <= ?", to);
            }
            if (currency != null) {
                query.add(" and currency = ?", currency.getCode());
            }
        }
    }
}
