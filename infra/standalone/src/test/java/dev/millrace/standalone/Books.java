package dev.millrace.standalone;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.demo.Invoice;
import dev.millrace.demo.RetailFile;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Checks, over the public API, that what a platform says of a file's orders adds up. */
final class Books {

    private final ReadApi api;
    private final List<Invoice> invoices;

    /** Orders by the number of their invoice. */
    private final Map<String, String> orders;

    Books(URI platform, List<Invoice> invoices, Map<String, String> orders) {
        this.api = new ReadApi(platform);
        this.invoices = invoices;
        this.orders = orders;
    }

    void balance() {
        every_invoice_is_one_order();
        every_order_is_in_a_final_state();
        revenue_equals_the_accepted_lines_per_day_and_in_total();
        every_captured_payment_has_a_confirmed_order_and_the_other_way_round();
        stock_equals_what_was_received_less_what_was_shipped();
        positions_have_no_gap();
    }

    private void every_invoice_is_one_order() {
        assertThat(orders).hasSameSizeAs(invoices);
        assertThat(Set.copyOf(orders.values())).hasSameSizeAs(invoices);
        assertThat(orderIds("millrace.order.OrderPlaced")).containsExactlyInAnyOrderElementsOf(orders.values());
    }

    private void every_order_is_in_a_final_state() {
        Map<String, Long> states = api.all("/orders").stream()
                .collect(groupingBy(order -> order.get("status").asString(), summingLong(_ -> 1)));

        assertThat(states.keySet()).isSubsetOf("delivered", "rejected", "cancelled");
        assertThat(states.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(invoices.size());
    }

    private void revenue_equals_the_accepted_lines_per_day_and_in_total() {
        Set<String> confirmed = Set.copyOf(orderIds("millrace.order.OrderConfirmed"));
        List<Invoice> accepted = invoices.stream()
                .filter(invoice -> confirmed.contains(orders.get(invoice.number())))
                .toList();
        Map<String, BigDecimal> expected = accepted.stream()
                .collect(groupingBy(
                        invoice -> invoice.orderedAt()
                                .atZone(RetailFile.SHOP_ZONE)
                                .toLocalDate()
                                .toString(),
                        TreeMap::new,
                        mapping(Invoice::total, reducing(BigDecimal.ZERO, BigDecimal::add))));

        Map<String, BigDecimal> days = new TreeMap<>();
        api.all("/sales/days").forEach(day -> days.put(day.get("day").asString(), amount(day.at("/sales/revenue"))));
        assertThat(days).isEqualTo(expected);
        JsonNode total = api.get("/sales/days").at("/totals/0/sales");
        assertThat(amount(total.get("revenue")))
                .isEqualTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(total.get("orders").asLong()).isEqualTo(accepted.size());
        assertThat(total.get("units").asLong())
                .isEqualTo(accepted.stream()
                        .flatMap(invoice -> invoice.lines().stream())
                        .mapToLong(Invoice.Line::quantity)
                        .sum());
        assertThat(sum(api.all("/sales/products"))).isEqualTo(amount(total.get("revenue")));
        assertThat(sum(api.all("/sales/countries"))).isEqualTo(amount(total.get("revenue")));
    }

    private void every_captured_payment_has_a_confirmed_order_and_the_other_way_round() {
        List<String> captured = orderIds("millrace.payment.PaymentCaptured");

        assertThat(captured).doesNotHaveDuplicates();
        assertThat(captured).containsExactlyInAnyOrderElementsOf(orderIds("millrace.order.OrderConfirmed"));
        assertThat(orderIds("millrace.payment.PaymentRefunded")).isEmpty();
    }

    private void stock_equals_what_was_received_less_what_was_shipped() {
        Map<String, Long> received = new HashMap<>();
        api.events("millrace.inventory.StockReceived")
                .map(event -> event.get("payload"))
                .forEach(event -> received.merge(
                        event.get("sku").asString(), event.get("quantity").asLong(), Long::sum));
        Map<String, Long> shipped = api.events("millrace.inventory.StockShipped")
                .flatMap(event -> elements(event.at("/payload/allocations")))
                .collect(groupingBy(
                        allocation -> allocation.get("sku").asString(),
                        summingLong(allocation -> allocation.get("quantity").asLong())));

        assertThat(received.keySet()).isEqualTo(skus());
        received.entrySet().parallelStream().forEach(entry -> {
            String sku = entry.getKey();
            long units = entry.getValue();
            JsonNode stock = api.get("/stock/" + ReadApi.encoded(sku));
            assertThat(stock.get("onHand").asLong() + shipped.getOrDefault(sku, 0L))
                    .as("on hand, reserved ones included, and shipped of %s", sku)
                    .isEqualTo(units);
            assertThat(stock.get("reserved").asLong())
                    .as("reserved of %s, all orders being final", sku)
                    .isZero();
            assertThat(stock.get("free").asLong()).isEqualTo(stock.get("onHand").asLong());
        });
    }

    private void positions_have_no_gap() {
        List<Long> positions =
                api.events().map(event -> event.get("position").asLong()).toList();

        for (int i = 0; i < positions.size(); i++) {
            assertThat(positions.get(i)).isEqualTo(i + 1L);
        }
    }

    private Set<String> skus() {
        return invoices.stream()
                .flatMap(invoice -> invoice.lines().stream())
                .map(Invoice.Line::sku)
                .collect(toSet());
    }

    private List<String> orderIds(String type) {
        return api.events(type)
                .map(event -> event.at("/payload/orderId").asString())
                .toList();
    }

    private static BigDecimal sum(List<JsonNode> figures) {
        return figures.stream()
                .map(figure -> amount(figure.at("/sales/revenue")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(JsonNode money) {
        return new BigDecimal(money.get("amount").asString());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
