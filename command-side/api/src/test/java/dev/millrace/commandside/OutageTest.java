package dev.millrace.commandside;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void without_postgresql_writes_are_503_and_work_again_when_it_is_back() {
        try (LocalServers servers = TestServers.own(LocalServer.POSTGRESQL);
                RunningApi api = RunningApi.on(servers.postgres())) {
            String cart = api.create("/carts", "{\"currency\": \"GBP\"}");

            servers.kill(LocalServer.POSTGRESQL);
            for (String key : new String[] {"during-1", "during-2"}) {
                api.post("/carts", "{\"currency\": \"GBP\"}", key)
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .exists("Retry-After")
                        .expectBody()
                        .jsonPath("$.type")
                        .isEqualTo("https://millrace.dev/problems/dependency-unavailable")
                        .jsonPath("$.dependency")
                        .isEqualTo("postgresql");
            }
            api.send(org.springframework.http.HttpMethod.DELETE, "/carts/" + cart + "/items/1", null, null)
                    .expectStatus()
                    .isEqualTo(503);

            servers.start(LocalServer.POSTGRESQL);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> api.post("/carts", "{\"currency\": \"GBP\"}", "during-1")
                            .expectStatus()
                            .isCreated());
        }
    }
}
