package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.history.HistorySchema;
import dev.millrace.readmodels.ReadModelChanged;
import dev.millrace.schema.EventJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A list waits for what projections tell, which is sooner than what they write down. */
class NewsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final QueryServer server = QueryServer.shared();

    @Test
    void a_list_is_current_when_news_tell_that_all_partitions_have_come_so_far() {
        assertThat(list(41)).succeedsWithin(PATIENCE).isEqualTo(503);

        tell(QueryServer.GENERATION, Map.of(0, 90L));
        tell(QueryServer.GENERATION - 1, Map.of(0, 90L, 1, 90L));
        assertThat(list(41))
                .succeedsWithin(PATIENCE)
                .as("of one partition only, or of another generation")
                .isEqualTo(503);

        await().atMost(PATIENCE).untilAsserted(() -> {
            CompletableFuture<Integer> waiting = list(41);
            tell(QueryServer.GENERATION, Map.of(0, 90L, 1, 41L));
            assertThat(waiting).succeedsWithin(PATIENCE).isEqualTo(200);
        });
        assertThat(list(42)).succeedsWithin(PATIENCE).as("the least of all").isEqualTo(503);
    }

    private CompletableFuture<Integer> list(long position) {
        return server.web()
                .get()
                .uri("/orders?limit=1")
                .header("Min-Event-Position", Long.toString(position))
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().value()))
                .toFuture();
    }

    private void tell(long generation, Map<Integer, Long> progress) {
        var news = new ReadModelChanged(
                HistorySchema.PROJECTION.text(), generation, progress, 2, List.of("order:1"), true);
        server.redis()
                .convertAndSend(ReadModelChanged.CHANNEL, EventJson.mapper().writeValueAsString(news))
                .block(PATIENCE);
    }
}
