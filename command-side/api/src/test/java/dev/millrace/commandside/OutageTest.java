package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.Relay;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

class OutageTest {

    @Test
    void without_postgresql_writes_are_503_and_work_again_when_it_is_back() {
        try (LocalServers servers = TestServers.own(LocalServer.POSTGRESQL);
                RunningApi api = RunningApi.on(servers.postgres())) {
            String cart = api.create("/carts", "{\"currency\": \"GBP\"}");

            servers.kill(LocalServer.POSTGRESQL);
            for (String key : new String[] {"during-1", "during-2"}) {
                assertUnavailable(api.post("/carts", "{\"currency\": \"GBP\"}", key));
            }
            api.send(HttpMethod.DELETE, "/carts/" + cart + "/items/1", null, null)
                    .expectStatus()
                    .isEqualTo(503);
            tell(api).expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");

            servers.start(LocalServer.POSTGRESQL);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> api.post("/carts", "{\"currency\": \"GBP\"}", "during-1")
                            .expectStatus()
                            .isCreated());
            tell(api).expectStatus().isOk();
            assertThat(api.head())
                    .as("two carts, and nothing of what was refused")
                    .isEqualTo(2);
        }
    }

    @Test
    void a_postgresql_that_hangs_is_503_in_time_and_a_repeat_finds_what_happened() throws Exception {
        PostgresAddress postgres = TestServers.freshDatabase();
        try (Relay relay = new Relay(postgres.host(), postgres.port());
                RunningApi api = RunningApi.on(relay.address(postgres), "--millrace.commands.timeout=2s")) {
            api.post("/carts", "{\"currency\": \"GBP\"}").expectStatus().isCreated();
            relay.hold(true);
            api.post("/carts", "{\"currency\": \"GBP\"}", "held")
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After");
            tell(api).expectStatus().isEqualTo(503);

            relay.hold(false);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> api.post("/carts", "{\"currency\": \"GBP\"}", "held")
                            .expectStatus()
                            .isCreated());
            assertThat(api.head()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"command_side.idempotency_keys", "millrace_events.events"})
    void a_postgresql_whose_disk_is_full_is_503_and_a_repeat_works_when_there_is_room_again(String table) {
        try (RunningApi api = RunningApi.on(TestServers.freshDatabase())) {
            sql(api, """
                    CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        RAISE 'could not extend file' USING ERRCODE = 'disk_full';
                    END $$""");
            sql(api, "CREATE TRIGGER full_disk BEFORE INSERT ON " + table + " EXECUTE FUNCTION public.full_disk()");
            assertUnavailable(api.post("/carts", "{\"currency\": \"GBP\"}", "full"));

            sql(api, "DROP TRIGGER full_disk ON " + table);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> api.post("/carts", "{\"currency\": \"GBP\"}", "full")
                            .expectStatus()
                            .isCreated());
            assertThat(api.head()).isEqualTo(1);
        }
    }

    private static void assertUnavailable(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists("Retry-After")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/dependency-unavailable")
                .jsonPath("$.dependency")
                .isEqualTo("postgresql");
    }

    private static void sql(RunningApi api, String statement) {
        api.context
                .getBean(CommandSideDatabase.class)
                .update(statement, UnaryOperator.identity())
                .block(Duration.ofSeconds(30));
    }

    /** What the gateway would tell; it tells again whatever isn't answered with 200. */
    private static WebTestClient.ResponseSpec tell(RunningApi api) {
        String body = "{\"id\": \"evt_1\", \"type\": \"ping\"}";
        return api.client
                .post()
                .uri("/api/v1/payments/webhooks/sandbox")
                .header("Content-Type", "application/json")
                .header(
                        "Millrace-Signature",
                        PaymentWebhooksTest.signature(Instant.now().getEpochSecond(), body, RunningApi.WEBHOOK_SECRET))
                .bodyValue(body)
                .exchange();
    }
}
