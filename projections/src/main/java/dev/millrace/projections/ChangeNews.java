package dev.millrace.projections;

import dev.millrace.connections.RedisNews;
import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.ReadModelChanged;
import java.util.List;
import java.util.Map;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** Tells over Redis what has changed. Nobody waits for it, and what can't be told is lost. */
final class ChangeNews {
    private final RedisNews news;

    ChangeNews(ReactiveStringRedisTemplate redis) {
        this.news = new RedisNews(redis);
    }

    void tell(
            Projection projection, long generation, Map<Integer, Long> progress, int partitions, List<String> changed) {
        boolean complete = changed.size() <= ReadModelChanged.MOST_KEYS;
        news.tell(
                ReadModelChanged.CHANNEL,
                new ReadModelChanged(
                        projection.text(),
                        generation,
                        progress,
                        partitions,
                        complete ? changed : changed.subList(0, ReadModelChanged.MOST_KEYS),
                        complete));
    }
}
