package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.sales.SalesSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SalesEndpointTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final QueryServer server = QueryServer.shared();

    @BeforeAll
    static void three_days_of_sales() {
        String schema = SalesSchema.name(QueryServer.GENERATION);
        QueryServer.shared().sql("""
                insert into %1$s.days values
                ('2026-05-01', 'GBP', 2, 10, 1001, 0, 0, 0), ('2026-05-02', 'GBP', 1, 4, 2050, 1, 4, 2050),
                ('2026-05-02', 'EUR', 1, 1, 300, 0, 0, 0), ('2026-05-03', 'GBP', 3, 30, 9999, 0, 0, 0);
                insert into %1$s.products values
                ('2026-05-01', 'A', 'GBP', 2, 6, 601, 0, 0, 0), ('2026-05-01', 'B', 'GBP', 1, 4, 400, 0, 0, 0),
                ('2026-05-02', 'B', 'GBP', 1, 4, 2050, 1, 4, 2050), ('2026-05-02', 'A', 'EUR', 1, 1, 300, 0, 0, 0),
                ('2026-05-03', 'A', 'GBP', 3, 30, 9999, 0, 0, 0);
                insert into %1$s.countries values
                ('2026-05-01', 'GB', 'GBP', 2, 10, 1001, 0, 0, 0), ('2026-05-02', 'FR', 'GBP', 1, 4, 2050, 1, 4, 2050),
                ('2026-05-02', 'DE', 'EUR', 1, 1, 300, 0, 0, 0), ('2026-05-03', 'GB', 'GBP', 3, 30, 9999, 0, 0, 0)""".formatted(schema));
    }

    @Test
    void days_are_told_in_order_with_the_totals_of_all_of_them() {
        JsonNode figures = json("/sales/days?from=2026-05-01&to=2026-05-02&limit=1");

        assertThat(figures.at("/items")).hasSize(1);
        assertThat(figures.at("/items/0/day").asString()).isEqualTo("2026-05-01");
        assertThat(figures.at("/items/0/sales/revenue/amount").asString()).isEqualTo("10.01");
        assertThat(figures.at("/totals")).hasSize(2);
        assertThat(figures.at("/totals/1/currency").asString()).isEqualTo("GBP");
        assertThat(figures.at("/totals/1/sales/revenue/amount").asString()).isEqualTo("30.51");
        assertThat(figures.at("/totals/1/sales/refunded/amount").asString()).isEqualTo("20.50");
        assertThat(figures.at("/totals/1/sales/units").asInt()).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({
        "days, day, 2026-05-01 2026-05-02 2026-05-02 2026-05-03",
        "products, sku, A A B",
        "countries, country, DE GB FR"
    })
    void pages_follow_one_another(String what, String key, String expected) {
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = json("/sales/" + what + "?limit=1" + next);
            page.at("/items").forEach(item -> found.add(item.get(key).asString()));
            next = page.has("next") ? "&cursor=" + page.get("next").asString() : null;
        }

        assertThat(found).containsExactly(expected.split(" "));
    }

    @Test
    void products_are_added_up_over_the_days_asked_for() {
        JsonNode figures = json("/sales/products?from=2026-05-01&to=2026-05-02");

        assertThat(figures.at("/items/0/currency").asString())
                .as("currencies apart")
                .isEqualTo("EUR");
        assertThat(figures.at("/items/1/sku").asString()).isEqualTo("B");
        assertThat(figures.at("/items/1/sales/revenue/amount").asString()).isEqualTo("24.50");
        assertThat(figures.at("/items/1/sales/orders").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"products, sku, A B", "countries, country, GB FR"})
    void one_currency_can_be_asked_for(String what, String key, String expected) {
        JsonNode figures = json("/sales/" + what + "?currency=GBP");
        List<String> found = new ArrayList<>();
        figures.at("/items").forEach(item -> found.add(item.get(key).asString()));

        assertThat(found).containsExactly(expected.split(" "));
        assertThat(figures.at("/totals")).hasSize(1);
        assertThat(figures.at("/totals/0/currency").asString()).isEqualTo("GBP");
    }

    @Test
    void days_without_sales_have_none() {
        JsonNode figures = json("/sales/countries?from=2030-01-01");

        assertThat(figures.at("/items")).isEmpty();
        assertThat(figures.at("/totals")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=May", "from=2026-05-02&to=2026-05-01"})
    void bad_days_are_named(String query) {
        server.http()
                .get()
                .uri("/sales/days?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("from");
    }

    private JsonNode json(String uri) {
        return JSON.readTree(server.http()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent());
    }
}
