package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.history.HistorySchema;
import dev.millrace.readmodels.Caseless;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryEndpointTest {

    private static final String SCHEMA = HistorySchema.name(QueryServer.GENERATION);
    private static final JsonMapper JSON = new JsonMapper();
    private static final UUID ANNS_FIRST = new UUID(0, 1);
    private static final UUID ANNS_SECOND = new UUID(0, 2);
    private static final UUID BOBS = new UUID(0, 3);
    private static final UUID A_GUESTS = new UUID(0, 4);
    private static final UUID ELODIES = new UUID(0, 5);

    private final QueryServer server = QueryServer.shared();

    @BeforeAll
    static void five_orders() {
        order(ANNS_FIRST, "12346", "Ann@Example.org", "delivered", "2026-03-01T10:00:00Z", 12);
        order(ANNS_SECOND, "12346", "ann@example.org", "rejected", "2026-03-02T10:00:00Z", 1);
        order(BOBS, "12347", "bob@example.org", "confirmed", "2026-03-02T10:00:00Z", 2);
        order(A_GUESTS, null, "ann@example.org", "confirmed", "2026-03-04T10:00:00Z", 1);
        order(ELODIES, null, "élodie@пример.рф", "cancelled", "2026-02-01T10:00:00Z", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4 3 2 1 5",
        "customer=12346, 2 1",
        "email=ANN@example.org, 4 2 1",
        "email=ÉLODIE@ПРИМЕР.РФ, 5",
        "email=e\u0301lodie@пример.рф, 5",
        "email=elodie@пример.рф, ''",
        "email=ann@example.org&status=confirmed, 4",
        "sku=SKU-2, 3 1",
        "sku=SKU-2&customer=12347, 3",
        "from=2026-03-02T10:00:00Z, 4 3 2",
        "from=2026-03-02T00:00:00Z&to=2026-03-04T10:00:00Z, 4 3 2",
        "status=rejected, 2",
        "order=00000000-0000-0000-0000-000000000003, 3",
        "order=00000000-0000-0000-0000-000000000003&status=rejected, ''",
    })
    void support_finds_orders_by_what_it_knows_newest_first(String query, String expected) {
        assertThat(ids(json("/order-history?" + query)))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void a_hit_shows_its_first_lines_those_that_were_asked_for_before_others() {
        JsonNode hit =
                json("/order-history?order=" + ANNS_FIRST + "&sku=SKU-12").at("/items/0");

        assertThat(hit.at("/lineCount").asInt()).isEqualTo(12);
        assertThat(hit.at("/lines")).hasSize(10);
        assertThat(hit.at("/lines/0/sku").asString()).isEqualTo("SKU-12");
        assertThat(hit.at("/lines/1/sku").asString()).isEqualTo("SKU-1");
        assertThat(hit.at("/lines/0/unitPrice/amount").asString()).isEqualTo("2.50");
        assertThat(hit.at("/total/amount").asString()).isEqualTo("30.00");
    }

    @Test
    void pages_follow_one_another_even_among_orders_of_the_same_moment() {
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = json("/order-history?limit=1" + next);
            found.addAll(ids(page));
            next = page.has("next") ? "&cursor=" + page.get("next").asString() : null;
        }

        assertThat(found).containsExactly("4", "3", "2", "1", "5");
    }

    @Test
    void the_list_of_orders_has_no_lines() {
        JsonNode page = json("/orders?customer=12346&status=delivered");

        assertThat(ids(page)).containsExactly("1");
        assertThat(page.at("/items/0").has("lines")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/order-history?order=17, order",
        "/order-history?email=ann, email",
        "/order-history?status=lost, status",
        "/order-history?from=today, from",
        "/order-history?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z, from",
        "/order-history?cursor=x, cursor",
        "/orders?customer=%20, customer",
        "/orders?limit=many, limit",
    })
    void bad_parameters_are_named(String uri, String field) {
        server.http()
                .get()
                .uri(URI.create(server.url() + uri))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private static void order(UUID id, String customer, String email, String status, String orderedAt, int lines) {
        QueryServer.shared().sql("""
                insert into %s.orders values ('%s', '%s', %s, '%s', 'GB', 'GBP', %d, %d, %d, '%s', null, null, null,
                '%s', '%s', '%s', 1, 1, '%s')""".formatted(
                        SCHEMA,
                        id,
                        UUID.randomUUID(),
                        customer == null ? "null" : "'" + customer + "'",
                        email,
                        lines * 250,
                        lines,
                        lines,
                        status,
                        orderedAt,
                        orderedAt,
                        orderedAt,
                        Caseless.of(email)));
        QueryServer.shared()
                .sql(
                        "insert into %s.order_lines select '%s', n, 'SKU-' || n, 'THING', 1, 250 from generate_series(1, %d) n"
                                .formatted(SCHEMA, id, lines));
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.at("/items").spliterator(), false)
                .map(item -> item.get("orderId").asString().substring(35))
                .toList();
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
