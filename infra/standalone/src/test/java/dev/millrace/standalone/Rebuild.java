package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.reactive.function.client.WebClient;

/** Has all read models of a platform made anew. */
final class Rebuild {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WebClient platform;
    private final ReadApi api;

    private Rebuild(URI platform) {
        this.platform = WebClient.create(platform.toString());
        this.api = new ReadApi(platform);
    }

    /** Returns when the new ones answer. */
    static void all(URI platform) {
        Rebuild rebuild = new Rebuild(platform);
        Map<String, Long> before = rebuild.generations();
        before.keySet().forEach(rebuild::ask);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rebuild.generations())
                        .allSatisfy((name, generation) ->
                                assertThat(generation).as(name).isGreaterThan(before.get(name))));
        ended(platform);
    }

    /** Returns when none is under way, and nothing lags. */
    static void ended(URI platform) {
        ReadApi api = new ReadApi(platform);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(api.get("/admin/projections").get("items"))
                        .noneMatch(projection -> projection.has("lost") || projection.has("rebuild")));
        ReadSide.awaitAll(platform);
    }

    private void ask(String name) {
        platform.post()
                .uri("/api/v1/admin/projections/{name}/rebuild", name)
                .retrieve()
                .toBodilessEntity()
                .block(PATIENCE);
    }

    /** Of those that answer, by name. */
    private Map<String, Long> generations() {
        return api.get("/admin/projections")
                .get("items")
                .valueStream()
                .collect(Collectors.toMap(
                        projection -> projection.get("name").asString(),
                        projection -> projection.get("generation").asLong()));
    }
}
