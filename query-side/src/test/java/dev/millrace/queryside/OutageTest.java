package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.PostgresAddress;
import dev.millrace.sales.SalesSchema;
import dev.millrace.testing.Relay;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.codec.ServerSentEvent;

class OutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LocalServers servers;
    private static QueryServer query;

    @BeforeAll
    static void start() {
        servers = TestServers.own(LocalServer.POSTGRESQL, LocalServer.REDIS, LocalServer.ELASTICSEARCH);
        query = QueryServer.on(servers.postgres(), servers.redis(), servers.elasticsearch());
    }

    @AfterAll
    static void stop() {
        query.close();
        servers.close();
    }

    @Test
    void without_redis_carts_are_read_from_the_log() {
        CartId id = CartId.next();
        query.append(Set.of(Tag.of("cart", id.toString())), new CartOpened(id, null, CurrencyUnit.GBP));
        String cart = "/carts/" + id;
        assertThat(status(cart)).isEqualTo(200);

        servers.kill(LocalServer.REDIS);
        assertThat(status(cart)).isEqualTo(200);
        assertThat(status("/carts/" + CartId.next())).isEqualTo(404);
        assertThat(status("/order-history")).isEqualTo(200);

        servers.start(LocalServer.REDIS);
        assertThat(status(cart)).isEqualTo(200);
    }

    @Test
    void without_elasticsearch_search_answers_503_and_all_else_goes_on() {
        assertThat(problem("/products")).endsWith("read-model-missing");

        servers.kill(LocalServer.ELASTICSEARCH);
        await().atMost(PATIENCE).until(() -> problem("/products").endsWith("dependency-unavailable"));
        assertThat(status("/order-history")).isEqualTo(200);

        servers.start(LocalServer.ELASTICSEARCH);
        await().atMost(PATIENCE).until(() -> problem("/products").endsWith("read-model-missing"));
    }

    @Test
    void without_postgresql_the_log_answers_503_and_open_streams_go_on_when_it_is_back() {
        OrderEvents order = OrderEvents.ofNewOrder();
        query.append(order.tags(), order.placed());
        List<String> seen = new CopyOnWriteArrayList<>();
        var end = query.web()
                .get()
                .uri("/orders/{id}/stream", order.id())
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .filter(event -> event.comment() == null)
                .doOnNext(event -> seen.add(kind(event.data())))
                .then()
                .toFuture();
        await().atMost(PATIENCE).until(() -> seen.size() == 1);

        servers.kill(LocalServer.POSTGRESQL);
        await().atMost(PATIENCE).until(() -> status("/events") == 503);
        assertThat(problem("/events")).endsWith("dependency-unavailable");
        assertThat(status("/orders/" + order.id() + "/journey")).isEqualTo(503);

        servers.start(LocalServer.POSTGRESQL);
        await().atMost(PATIENCE).until(() -> status("/events") == 200);
        query.append(order.tags(), order.rejected());
        assertThat(end).succeedsWithin(PATIENCE);
        assertThat(seen).containsExactly("snapshot", "change");
    }

    @Test
    void a_postgresql_that_hangs_is_503_in_time_and_forgotten_when_it_goes_on() throws Exception {
        PostgresAddress postgres = TestServers.freshDatabase();
        try (Relay relay = new Relay(postgres.host(), postgres.port());
                QueryServer behindRelay = QueryServer.on(
                        relay.address(postgres),
                        servers.redis(),
                        servers.elasticsearch(),
                        "millrace.http.read-timeout=2s")) {
            assertThat(status(behindRelay, "/order-history")).isEqualTo(200);

            relay.hold(true);
            assertThat(status(behindRelay, "/order-history")).isEqualTo(503);
            assertThat(status(behindRelay, "/events")).isEqualTo(503);

            relay.hold(false);
            await().atMost(PATIENCE).until(() -> status(behindRelay, "/order-history") == 200);
            await().atMost(PATIENCE).until(() -> status(behindRelay, "/events") == 200);
        }
    }

    @Test
    void a_read_model_that_was_lost_does_not_say_that_there_is_nothing() {
        CartId cart = CartId.next();
        query.append(Set.of(Tag.of("cart", cart.toString())), new CartOpened(cart, null, CurrencyUnit.GBP));
        query.sql("update projections.generations set lost = true where projection = 'live'");
        assertThat(status("/carts/" + cart))
                .as("what one read model lost, the log has")
                .isEqualTo(200);
        query.sql("update projections.generations set lost = false where projection = 'live'");

        query.sql("alter schema " + SalesSchema.name(QueryServer.GENERATION) + " rename to removed");
        assertThat(status("/sales/days")).isEqualTo(503);
        assertThat(problem("/sales/days")).endsWith("read-model-missing");
        query.sql("alter schema removed rename to " + SalesSchema.name(QueryServer.GENERATION));
        assertThat(status("/sales/days")).isEqualTo(200);
    }

    private static String kind(String message) {
        return new tools.jackson.databind.json.JsonMapper()
                .readTree(message)
                .path("kind")
                .asString("");
    }

    private static int status(String uri) {
        return status(query, uri);
    }

    private static int status(QueryServer server, String uri) {
        return server.web()
                .get()
                .uri(uri)
                .exchangeToMono(response -> response.releaseBody().thenReturn(response.statusCode()))
                .map(HttpStatusCode::value)
                .block(PATIENCE);
    }

    private static String problem(String uri) {
        return query.web()
                .get()
                .uri(uri)
                .exchangeToMono(response -> response.bodyToMono(String.class))
                .map(body -> new tools.jackson.databind.json.JsonMapper()
                        .readTree(body)
                        .path("type")
                        .asString(""))
                .block(PATIENCE);
    }
}
