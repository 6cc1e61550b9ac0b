package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.demo.ShopClient;
import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.Verification;
import dev.millrace.eventstore.chain.Verification.Sound;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.ServerProperties;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A store that an older build made and was killed over opens, goes on, and gives the same read models. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OldStoreTest {

    private static final PostgresAddress DATABASE = TestServers.freshDatabase();
    private static final OldStore STORE = OldStore.in(DATABASE);

    private static OwnJvm platform;
    private static ReadApi api;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        platform = OwnJvm.platform(
                folder,
                ServerProperties.none()
                        .and(DATABASE)
                        // The sandbox has forgotten how often it was asked, and never answers about one of the orders.
                        .and("millrace.payment.gateway.timeout", "1s")
                        .and("millrace.payment.gateway.retry.attempts", 8)
                        .and("millrace.payment.gateway.retry.first-backoff", "100ms")
                        .and("millrace.payment.gateway.retry.longest-backoff", "200ms")
                        // The cart lies here longer than guests' carts are kept.
                        .and("millrace.carts.expiry.guest", "36500d"));
        api = new ReadApi(platform.api());
    }

    @AfterAll
    static void stop() {
        List<ProcessHandle> servers = platform.children();
        platform.stop();
        await().atMost(Duration.ofSeconds(30)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    @Order(1)
    void orders_under_way_come_to_their_end() throws SQLException {
        for (String orderId : STORE.underWay()) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(status(orderId)).as(orderId).isEqualTo(STORE.end(orderId)));
        }
        assertThat(STORE.underWay().stream()
                        .map(orderId -> order(orderId).at("/reason/code").asString("")))
                .containsExactlyInAnyOrder("reservation-expired", "payment-declined", "");

        assertThat(query("SELECT schema_name FROM information_schema.schemata")).doesNotContain("sagas");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(query("""
                        SELECT instance || ' ' || task FROM processes.work
                         WHERE process = 'fulfilment' AND due_at < now() + interval '1 day'""")).isEmpty());
    }

    @Test
    @Order(2)
    void what_was_told_is_told_again() {
        Rebuild.ended(platform.api());

        told_as_before();
        assertThat(Told.only(cart(), STORE.cart())).isEqualTo(STORE.cart());
    }

    @Test
    @Order(3)
    void the_shop_goes_on() {
        Shoppers shoppers = new Shoppers(platform.api());

        shoppers.checkOut(STORE.cart().get("cartId").asString());
        shoppers.buy(3);
        List<String> confirmed = STORE.underWay().stream()
                .filter(orderId -> STORE.end(orderId).equals("confirmed"))
                .toList();
        ShopClient shop = new ShopClient(platform.api(), "old-store");
        confirmed.forEach(orderId -> shop.fulfil(orderId).block(Duration.ofSeconds(30)));

        assertThat(confirmed)
                .hasSize(1)
                .allSatisfy(orderId -> assertThat(status(orderId)).isEqualTo("delivered"));
    }

    @Test
    @Order(4)
    void read_models_come_out_the_same_when_made_anew() {
        ReadSide.awaitAll(platform.api());
        Map<String, Object> before = everything();

        Rebuild.all(platform.api());

        assertThat(everything()).isEqualTo(before);
        told_as_before();
    }

    @Test
    @Order(5)
    void events_of_then_and_now_are_read_in_the_present_version() {
        Map<String, String> present = api.get("/event-schemas")
                .get("items")
                .valueStream()
                .collect(Collectors.toMap(
                        type -> type.get("type").asString(),
                        type -> type.get("version").asString()));

        List<JsonNode> events = api.events().toList();

        assertThat(events).hasSizeGreaterThan(Math.toIntExact(STORE.events()));
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("version").asString())
                        .isEqualTo(present.get(event.get("type").asString())));
    }

    @Test
    @Order(6)
    void the_chain_of_hashes_is_sound_over_events_of_then_and_now() {
        ConnectionPool pool =
                EventStoreConnections.pool(DATABASE.r2dbcUrl(), DATABASE.username(), DATABASE.password(), 2);
        try {
            Verification verdict = EventChain.on(pool).verify().blockLast(Duration.ofMinutes(1));

            assertThat(verdict).isInstanceOfSatisfying(Sound.class, sound -> {
                assertThat(sound.head().position()).isGreaterThan(STORE.events());
                assertThat(sound.uncovered()).isZero();
            });
        } finally {
            pool.disposeLater().block(Duration.ofSeconds(30));
        }
    }

    private static void told_as_before() {
        for (JsonNode then : STORE.orders()) {
            String orderId = then.get("orderId").asString();
            JsonNode told = STORE.isUnderWay(orderId) ? Told.ofOneUnderWay(then) : then;
            assertThat(Told.only(order(orderId), told)).isEqualTo(told);
        }
        STORE.sales()
                .forEachEntry((figures, then) -> assertThat(Told.only(sales(figures, "&to=2010-12-31"), then))
                        .isEqualTo(then));
    }

    /** All that read models answer, but for their positions. */
    private static Map<String, Object> everything() {
        List<JsonNode> orders = api.all("/orders");
        return Map.of(
                "orders", orders,
                "each order",
                        orders.stream()
                                .map(order -> order(order.get("orderId").asString()))
                                .toList(),
                "history", api.all("/order-history"),
                "cart", cart(),
                "products", api.all("/products?sort=name"),
                "days", sales("days", ""),
                "products sold", sales("products", ""),
                "countries", sales("countries", ""));
    }

    private static JsonNode order(String orderId) {
        return api.get("/orders/" + orderId);
    }

    private static String status(String orderId) {
        return order(orderId).get("status").asString();
    }

    private static JsonNode cart() {
        return api.get("/carts/" + STORE.cart().get("cartId").asString());
    }

    private static JsonNode sales(String figures, String more) {
        return api.get("/sales/" + figures + "?limit=200" + more);
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
