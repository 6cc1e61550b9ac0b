package dev.millrace.representation;

import dev.millrace.connections.Unavailable;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reads a thing as new as the log is: takes what a read model knows of it, and folds what the log has beyond. As a rule that
 * is nothing, and costs one look at an index; what no read model holds is folded from its first event. Non-blocking,
 * thread-safe.
 */
public final class LogFolds {

    /** So many events of one thing are folded for one reader at the most. */
    static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogFolds.class);

    private final EventLog log;

    public LogFolds(EventLog log) {
        this.log = log;
    }

    /** The thing as the log has it; empty if nothing ever happened to it. */
    public <V> Mono<V> of(Thing<V> thing) {
        return of(thing, Mono.empty(), 0);
    }

    /**
     * The thing, with all that the log held when {@code known} had answered. While the log can't be read it is as it is known,
     * if that is new enough.
     *
     * @param known empty if the read model has nothing of it
     * @param atLeast position up to which it must be complete, 0 if it need not
     * @return empty if nothing ever happened to it
     */
    public <V> Mono<V> of(Thing<V> thing, Mono<Known<V>> known, long atLeast) {
        return whatIs(known).flatMap(found -> {
            @Nullable Known<V> before = found.orElse(null);
            Mono<V> view = events(thing, before == null ? 0 : before.upTo())
                    .mapNotNull(events -> fold(thing, before == null ? null : before.view(), events));
            return before == null || before.upTo() < atLeast
                    ? view
                    : view.onErrorResume(failure -> {
                        tell(thing, failure);
                        return Mono.just(before.view());
                    });
        });
    }

    /** A read model that is away, lost or not built yet knows nothing. */
    private static <V> Mono<Optional<Known<V>>> whatIs(Mono<Known<V>> known) {
        return known.map(Optional::of)
                .onErrorResume(ReadModelProblems::isAbsence, absent -> Mono.empty())
                .defaultIfEmpty(Optional.empty());
    }

    private <V> Mono<List<RecordedEvent>> events(Thing<V> thing, long after) {
        return log.read(Criteria.tagged(thing.tag()), after)
                .concatMap(stored -> Mono.justOrEmpty(EventDecoder.decode(stored)))
                .take(MOST + 1)
                .collectList()
                .flatMap(events -> events.size() > MOST
                        ? Mono.error(new TooFarBehindException(thing.tag(), after))
                        : Mono.just(events));
    }

    private static <V> @Nullable V fold(Thing<V> thing, @Nullable V before, List<RecordedEvent> events) {
        @Nullable V view = before;
        for (RecordedEvent event : events) {
            view = thing.evolve(view, event);
        }
        return view;
    }

    /** An event that can't be applied is parked by the projection, where it is seen to; its thing stays readable as it was. */
    private static void tell(Thing<?> thing, Throwable failure) {
        if (Unavailable.causes(failure).isEmpty()) {
            LOG.warn("{} is shown as its read model has it: {}", thing.tag(), failure.toString());
        }
    }
}
