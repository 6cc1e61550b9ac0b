package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.demo.DemoProgress;
import dev.millrace.demo.DemoShop;
import dev.millrace.demo.DemoSummary;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.RetailFile;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.ServerProperties;
import dev.millrace.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped orders through the public API, on real servers, to the penny; then clients that were made from the API's document, and
 * what nobody should send.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetailOrdersTest {

    private static final NodeClient NODE = NodeClient.installing();

    private static final String TOPIC = "retail-orders";

    private static final PostgresAddress DATABASE = TestServers.freshDatabase();

    private static OwnJvm platform;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        platform = OwnJvm.platform(
                folder,
                ServerProperties.shared()
                        .and(DATABASE)
                        .and("millrace.bus.topic", TOPIC)
                        .and("millrace.http.proxies", "127.0.0.1")
                        .and("millrace.query-side.event-streams", 500));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Order(1)
    void the_books_balance_once_all_shipped_orders_are_through() {
        List<Invoice> invoices = RetailFile.shipped();
        URI api = platform.api();

        DemoSummary summary = Objects.requireNonNull(
                new DemoShop(api, 48, DemoProgress.silent()).run(invoices).block(Duration.ofMinutes(15)));

        ReadSide.awaitAll(api);
        new Books(api, invoices, summary.orders()).balance();
        assertThat(summary.rejected()).containsOnlyKeys("payment-declined", "stock-missing");
        assertThat(summary.confirmed()).isGreaterThan(invoices.size() * 3 / 4);
    }

    @Test
    @Order(2)
    void linters_find_nothing_in_the_document() {
        NODE.lint(ApiDocument.of(platform.api()));
    }

    @Test
    @Order(3)
    void a_client_with_types_generated_for_typescript_shops() {
        NODE.shop(ApiDocument.of(platform.api()), platform.api());
    }

    @Test
    @Order(4)
    void a_client_generated_for_java_shops() throws Exception {
        new JavaClient().shop(ApiDocument.of(platform.api()), platform.api());
    }

    @Test
    @Order(5)
    void reads_answer_what_is_described() {
        assertThat(new DescribedReads(platform.api(), ApiDocument.of(platform.api())).undescribed())
                .isEmpty();
    }

    @Test
    @Order(6)
    void an_outsider_reads_every_record_of_the_bus_as_a_cloud_event() {
        NODE.readBus(TestServers.kafka().bootstrapServers(), TOPIC);
    }

    @Test
    @Order(7)
    void everything_that_grows_is_in_the_document_of_what_grows() throws SQLException {
        assertThat(GrowingThings.unknown(DATABASE, TestServers.redis())).isEmpty();
    }

    @Test
    @Order(8)
    void hundreds_who_ask_for_the_log_and_read_none_of_it_hold_up_no_shopper() throws IOException {
        try (var _ = StalledReaders.of(platform.api(), 500)) {
            new Shoppers(platform.api()).buy(40);
        }
    }

    @Test
    @Order(9)
    void hostile_requests_break_nothing_and_those_refused_leave_nothing_in_the_log() {
        HostileClient client = new HostileClient(platform.api());

        client.sendAll();

        assertThat(client.faults()).isEmpty();
        assertThat(client.refusedThoughInLog()).isEmpty();
    }
}
