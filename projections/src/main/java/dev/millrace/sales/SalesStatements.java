package dev.millrace.sales;

import static dev.millrace.projections.Columns.column;
import static java.util.Objects.requireNonNull;

import dev.millrace.order.OrderLine;
import dev.millrace.projections.Transactions;
import dev.millrace.sales.SalesBatch.PlacedSale;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The passages of orders, each one statement. Arrays of an order's lines travel as one text per order, for PostgreSQL's
 * arrays of arrays must all have the same length.
 */
record SalesStatements(String schema) {

    Mono<Long> place(Connection connection, SalesBatch batch) {
        List<PlacedSale> placed = batch.placed();
        if (placed.isEmpty()) {
            return Mono.just(0L);
        }
        return Transactions.update(
                connection,
                """
                insert into %s.orders (order_id, state, day, country, currency, line_numbers, skus, quantities, revenues)
                select order_id, 'pending', day, country, currency, string_to_array(line_numbers, ',')::int[],
                    string_to_array(skus, ','), string_to_array(quantities, ',')::bigint[],
                    string_to_array(revenues, ',')::bigint[]
                from unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                  as u(order_id, day, country, currency, line_numbers, skus, quantities, revenues)
                on conflict (order_id) do nothing
                """.formatted(schema),
                column(UUID.class, placed, it -> it.order().orderId().value()),
                column(LocalDate.class, placed, PlacedSale::day),
                column(String.class, placed, it -> it.order().country()),
                column(
                        String.class,
                        placed,
                        it -> it.order().total().getCurrencyUnit().getCode()),
                lines(placed, line -> Integer.toString(line.line())),
                // A SKU has no comma.
                lines(placed, line -> line.sku().value()),
                lines(placed, line -> Integer.toString(line.quantity())),
                lines(placed, line -> Long.toString(line.total().getAmountMinorLong())));
    }

    private static String[] lines(Collection<PlacedSale> placed, Function<OrderLine, String> value) {
        return column(
                String.class,
                placed,
                it -> String.join(",", it.order().lines().stream().map(value).toList()));
    }

    Mono<Long> confirm(Connection connection, SalesBatch batch) {
        return passage(connection, batch.confirmed(), """
                with passed as (
                  update %1$s.orders set state = 'confirmed' where order_id = any($1::uuid[]) and state = 'pending'
                  returning *
                ), sold as (
                  insert into %1$s.lines (order_id, line, sku, day, country, currency, quantity, revenue_minor)
                  select p.order_id, l.line, l.sku, p.day, p.country, p.currency, l.quantity, l.revenue
                  from passed p, unnest(p.line_numbers, p.skus, p.quantities, p.revenues) as l(line, sku, quantity, revenue)
                  on conflict (order_id, line) do nothing
                  returning *
                ), of_days as (
                  insert into %1$s.days as d (day, currency, orders, units, revenue_minor)
                  select day, currency, count(distinct order_id), sum(quantity), sum(revenue_minor)
                  from sold group by day, currency order by day, currency
                  on conflict (day, currency) do update set orders = d.orders + excluded.orders,
                    units = d.units + excluded.units, revenue_minor = d.revenue_minor + excluded.revenue_minor
                ), of_products as (
                  insert into %1$s.products as d (day, sku, currency, orders, units, revenue_minor)
                  select day, sku, currency, count(distinct order_id), sum(quantity), sum(revenue_minor)
                  from sold group by day, sku, currency order by day, sku, currency
                  on conflict (day, sku, currency) do update set orders = d.orders + excluded.orders,
                    units = d.units + excluded.units, revenue_minor = d.revenue_minor + excluded.revenue_minor
                ), of_countries as (
                  insert into %1$s.countries as d (day, country, currency, orders, units, revenue_minor)
                  select day, country, currency, count(distinct order_id), sum(quantity), sum(revenue_minor)
                  from sold group by day, country, currency order by day, country, currency
                  on conflict (day, country, currency) do update set orders = d.orders + excluded.orders,
                    units = d.units + excluded.units, revenue_minor = d.revenue_minor + excluded.revenue_minor
                )
                select count(*) from %1$s.orders where order_id = any($1::uuid[])
                """);
    }

    /** Fails if one of the orders isn't there: its placing was never applied. */
    private Mono<Long> passage(Connection connection, SortedSet<UUID> orders, String sql) {
        if (orders.isEmpty()) {
            return Mono.just(0L);
        }
        return Transactions.query(
                        connection, row -> requireNonNull(row.get(0, Long.class)), sql.formatted(schema), (Object)
                                orders.toArray(UUID[]::new))
                .single()
                .flatMap(found -> found == orders.size()
                        ? Mono.just(found)
                        : Mono.error(new IllegalStateException(
                                (orders.size() - found) + " of these orders were never placed: " + orders)));
    }

    Mono<Long> close(Connection connection, SalesBatch batch) {
        return passage(connection, batch.closed(), """
                with passed as (
                  update %1$s.orders set state = 'closed' where order_id = any($1::uuid[]) and state = 'pending'
                )
                select count(*) from %1$s.orders where order_id = any($1::uuid[])
                """);
    }

    /** A payment is refunded whole. What was charged but never confirmed was no sale, and its refund none either. */
    Mono<Long> refund(Connection connection, SalesBatch batch) {
        return passage(connection, batch.refunded(), """
                with passed as (
                  update %1$s.orders set state = 'refunded' where order_id = any($1::uuid[]) and state = 'confirmed'
                  returning order_id
                ), returned as (
                  update %1$s.lines l set refunded = true from passed p where l.order_id = p.order_id and not l.refunded
                  returning l.*
                ), of_days as (
                  insert into %1$s.days as d
                    (day, currency, orders, units, revenue_minor, refunded_orders, refunded_units, refunded_minor)
                  select day, currency, 0, 0, 0, count(distinct order_id), sum(quantity), sum(revenue_minor)
                  from returned group by day, currency order by day, currency
                  on conflict (day, currency) do update set refunded_orders = d.refunded_orders + excluded.refunded_orders,
                    refunded_units = d.refunded_units + excluded.refunded_units,
                    refunded_minor = d.refunded_minor + excluded.refunded_minor
                ), of_products as (
                  insert into %1$s.products as d
                    (day, sku, currency, orders, units, revenue_minor, refunded_orders, refunded_units, refunded_minor)
                  select day, sku, currency, 0, 0, 0, count(distinct order_id), sum(quantity), sum(revenue_minor)
                  from returned group by day, sku, currency order by day, sku, currency
                  on conflict (day, sku, currency) do update set
                    refunded_orders = d.refunded_orders + excluded.refunded_orders,
                    refunded_units = d.refunded_units + excluded.refunded_units,
                    refunded_minor = d.refunded_minor + excluded.refunded_minor
                ), of_countries as (
                  insert into %1$s.countries as d
                    (day, country, currency, orders, units, revenue_minor, refunded_orders, refunded_units, refunded_minor)
                  select day, country, currency, 0, 0, 0, count(distinct order_id), sum(quantity), sum(revenue_minor)
                  from returned group by day, country, currency order by day, country, currency
                  on conflict (day, country, currency) do update set
                    refunded_orders = d.refunded_orders + excluded.refunded_orders,
                    refunded_units = d.refunded_units + excluded.refunded_units,
                    refunded_minor = d.refunded_minor + excluded.refunded_minor
                )
                select count(*) from %1$s.orders where order_id = any($1::uuid[])
                """);
    }
}
