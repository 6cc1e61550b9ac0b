package dev.millrace.projections;

import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.ReadModelChanged;
import dev.millrace.schema.EventJson;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/** Tells over Redis what has changed. Nobody waits for it, and what can't be told is lost. */
final class ChangeNews {
    private static final Logger log = LoggerFactory.getLogger(ChangeNews.class);

    private final ReactiveStringRedisTemplate redis;

    ChangeNews(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    void tell(
            Projection projection, long generation, Map<Integer, Long> progress, int partitions, List<String> changed) {
        boolean complete = changed.size() <= ReadModelChanged.MOST_KEYS;
        var news = new ReadModelChanged(
                projection.text(),
                generation,
                progress,
                partitions,
                complete ? changed : changed.subList(0, ReadModelChanged.MOST_KEYS),
                complete);
        Mono.defer(() -> redis.convertAndSend(
                        ReadModelChanged.CHANNEL, EventJson.mapper().writeValueAsString(news)))
                .subscribe(listeners -> {}, failure -> log.debug("News lost: {}", failure.toString()));
    }
}
