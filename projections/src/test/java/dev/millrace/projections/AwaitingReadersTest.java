package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.connections.RedisConnection;
import dev.millrace.history.HistorySchema;
import dev.millrace.readmodels.PositionAwaited;
import dev.millrace.sales.SalesSchema;
import dev.millrace.schema.EventJson;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

class AwaitingReadersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void a_projection_learns_that_somebody_waits_for_what_it_has_not_come_to() {
        var redis = TestServers.redis();
        try (var context = new SpringApplicationBuilder(RedisConnection.class)
                        .web(WebApplicationType.NONE)
                        .properties(Map.of(
                                "millrace.redis.host", redis.host(),
                                "millrace.redis.port", redis.port(),
                                "millrace.redis.password", redis.password()))
                        .run();
                var readers = new AwaitingReaders(
                        context.getBean(ReactiveStringRedisTemplate.class), ReadModelContents.PROJECTIONS)) {
            var template = context.getBean(ReactiveStringRedisTemplate.class);
            var sales = readers.beyond(SalesSchema.PROJECTION, () -> 7).toFuture();
            var history = readers.beyond(HistorySchema.PROJECTION, () -> 7).toFuture();
            var heard = readers.all().filter(position -> position == 9).next().toFuture();

            await().atMost(PATIENCE).until(() -> {
                tell(template, HistorySchema.PROJECTION.text(), 6);
                tell(template, "of-tomorrow", 9);
                tell(template, SalesSchema.PROJECTION.text(), 9);
                return sales.isDone() && heard.isDone();
            });

            assertThat(history).as("has come to that").isNotDone();
            assertThat(readers.beyond(SalesSchema.PROJECTION, () -> 8).toFuture())
                    .as("who asks later while they still wait")
                    .isDone();
            assertThat(readers.beyond(SalesSchema.PROJECTION, () -> 9).toFuture())
                    .isNotDone();
            await().atMost(PATIENCE).until(() -> !isDone(readers.beyond(SalesSchema.PROJECTION, () -> 8)));
        }
    }

    private static boolean isDone(Mono<Void> awaited) {
        CompletableFuture<Void> asked = awaited.toFuture();
        boolean done = asked.isDone();
        asked.cancel(true);
        return done;
    }

    private static void tell(ReactiveStringRedisTemplate redis, String projection, long position) {
        redis.convertAndSend(
                        PositionAwaited.CHANNEL,
                        EventJson.mapper().writeValueAsString(new PositionAwaited(projection, position)))
                .block(PATIENCE);
    }
}
