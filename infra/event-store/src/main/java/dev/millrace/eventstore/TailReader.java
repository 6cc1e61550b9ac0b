package dev.millrace.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One reader of the tail: takes what the shared tailer holds if it is near the head, and pages by itself if not. */
final class TailReader implements Supplier<Mono<List<StoredEvent>>> {

    private final Database database;
    private final Tailer tailer;
    private final Criteria criteria;
    private final PageSize size;
    private long position;

    private TailReader(Database database, Tailer tailer, Criteria criteria, long after, int bytes) {
        this.database = database;
        this.tailer = tailer;
        this.criteria = criteria;
        this.size = new PageSize(bytes);
        this.position = after;
    }

    /** @param bytes of a page that is read for this reader alone */
    static Flux<List<StoredEvent>> pages(Database database, Tailer tailer, Criteria criteria, long after, int bytes) {
        return OnDemand.of(() -> new TailReader(database, tailer, criteria, after, bytes));
    }

    /** The next events, possibly none of them matching; waits at the head. Empty once the log is closed. */
    @Override
    public Mono<List<StoredEvent>> get() {
        Recent recent = tailer.now();
        if (recent == null || recent.head() <= position) {
            return tailer.beyond(position).flatMap(this::take);
        }
        return take(recent);
    }

    private Mono<List<StoredEvent>> take(@Nullable Recent recent) {
        if (recent != null && recent.reachesBackTo(position)) {
            List<StoredEvent> events = recent.after(position, criteria);
            position = recent.head();
            return Mono.just(events);
        }
        return database.page(criteria, position, Long.MAX_VALUE, size)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(2))
                        .filter(ServerErrors::isUnavailable))
                .map(page -> {
                    position = page.reached();
                    return page.events();
                });
    }
}
