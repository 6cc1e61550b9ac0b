package dev.millrace.representation;

import dev.millrace.connections.Unavailable;
import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.Standing;
import dev.millrace.readmodels.Standings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Which generation of a read model to ask, and how far it is. Non-blocking, thread-safe. */
public final class ReadModels {

    /** Who doesn't ask for a position may get the generation before: it stays readable for a minute. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);
    /** Readers that wait ask often, and may share an answer for this long. */
    private static final Duration FRESH = Duration.ofMillis(20);

    private final Mono<Map<Projection, Standing>> recent;
    private final Mono<Map<Projection, Standing>> fresh;
    private final Map<Projection, Long> lastKnown = new ConcurrentHashMap<>();

    private final ProgressNews news;

    ReadModels(Standings standings, ProgressNews news) {
        this.news = news;
        Mono<Map<Projection, Standing>> now = standings.now().doOnNext(this::remember);
        this.recent = now.cacheInvalidateWhen(all -> Mono.delay(LONG_ENOUGH).then());
        this.fresh = now.cache(all -> FRESH, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /**
     * The generation that answers. While PostgreSQL is away it is the last one known: nobody can switch then either, and
     * what is kept elsewhere stays readable.
     */
    public Mono<Long> generation(Projection projection) {
        return recent.mapNotNull(all -> all.get(projection))
                .map(Standing::generation)
                .onErrorResume(
                        failure -> Unavailable.causes(failure).isPresent() && lastKnown.containsKey(projection),
                        failure -> Mono.justOrEmpty(lastKnown.get(projection)))
                .switchIfEmpty(Mono.error(() -> ReadModelProblems.missing().exception()));
    }

    /** How the read model stands: what it has of the log can be found in that generation, and in no other for certain. */
    public Mono<Standing> standing(Projection projection) {
        return fresh.mapNotNull(all -> all.get(projection))
                .map(saved -> {
                    long told = news.appliedUpTo(projection, saved.generation());
                    return told > saved.appliedUpTo() ? new Standing(saved.generation(), told) : saved;
                })
                .switchIfEmpty(Mono.error(() -> ReadModelProblems.missing().exception()));
    }

    /** When {@link #standing} is next told to have changed; it may change without. */
    public Mono<Void> news(Projection projection) {
        return news.next(projection);
    }

    /** Asks those who write the read model to hurry until it has come to a position that the log has. */
    public void await(Projection projection, long position) {
        news.await(projection, position);
    }

    private void remember(Map<Projection, Standing> all) {
        all.forEach((projection, standing) -> lastKnown.put(projection, standing.generation()));
    }
}
