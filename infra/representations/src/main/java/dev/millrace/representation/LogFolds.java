package dev.millrace.representation;

import dev.millrace.connections.Unavailable;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.decision.RecentlyUsed;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Reads a thing as new as it must be. What was read lately is remembered here, and the latest events are remembered by the log: from these
 * it is folded, and no server is asked but for where the log ends. What they don't reach back to is taken from a read model, and from the
 * log what came since; what no read model holds is folded from its first event. Non-blocking, thread-safe.
 */
public final class LogFolds {

    /** So many events of one thing are folded for one reader at the most. */
    static final int MOST = 10_000;

    private static final int REMEMBERED = 2_048;
    private static final Logger LOG = LoggerFactory.getLogger(LogFolds.class);

    private final EventLog log;
    private final RecentlyUsed<Thing<?>, Known<?>> remembered = new RecentlyUsed<>(REMEMBERED);

    public LogFolds(EventLog log) {
        this.log = log;
    }

    /** The thing as the log has it; empty if nothing ever happened to it. */
    public <V> Mono<V> of(Thing<V> thing) {
        return of(thing, Mono.empty(), Newness.latest());
    }

    /**
     * The thing, as new as it must be. While the log can't be read it is as it is known, if that is new enough.
     *
     * @param known empty if the read model has nothing of it; asked only if need be
     * @return empty if nothing ever happened to it
     */
    public <V> Mono<V> of(Thing<V> thing, Mono<Known<V>> known, Newness newness) {
        return switch (newness) {
            case Newness.UpTo upTo -> upTo(thing, known, upTo.position(), upTo.position());
            case Newness.Latest latest ->
                log.head()
                        .map(head -> upTo(thing, known, head, latest.atLeast()))
                        .onErrorResume(failure -> Mono.just(asKnown(thing, known, latest.atLeast(), failure)))
                        .flatMap(Function.identity());
        };
    }

    /** @param atLeast what will do while the log can't be read */
    private <V> Mono<V> upTo(Thing<V> thing, Mono<Known<V>> known, long position, long atLeast) {
        return Mono.defer(() -> {
            @Nullable Known<V> lately = remembered(thing);
            Criteria its = Criteria.tagged(thing.tag());
            long after = lately == null ? 0 : lately.upTo();
            return log.recent().filter(recent -> recent.holds(its, after)).isEmpty()
                    ? read(thing, known, position, atLeast)
                    : log.recent(position)
                            .singleOptional()
                            .flatMap(newest -> newest.filter(recent -> recent.holds(its, after))
                                    .map(recent -> Mono.justOrEmpty(
                                            fold(thing, lately, recent.after(after, its), recent.head())))
                                    .orElseGet(() -> read(thing, known, position, atLeast)));
        });
    }

    private <V> Mono<V> read(Thing<V> thing, Mono<Known<V>> known, long position, long atLeast) {
        return whatIs(known).flatMap(found -> {
            @Nullable Known<V> before = found.orElse(null);
            Mono<V> view = events(thing, before == null ? 0 : before.upTo())
                    .mapNotNull(events -> fold(thing, before, events, position));
            return before == null || before.upTo() < atLeast
                    ? view
                    : view.onErrorResume(failure -> {
                        tell(thing, failure);
                        return Mono.just(before.view());
                    });
        });
    }

    private <V> Mono<V> asKnown(Thing<V> thing, Mono<Known<V>> known, long atLeast, Throwable failure) {
        return whatIs(known).flatMap(found -> {
            @Nullable Known<V> lately = remembered(thing);
            @Nullable
            Known<V> newest = found.map(model -> lately == null ? model : newest(model, lately))
                    .orElse(lately);
            if (newest == null || newest.upTo() < atLeast) {
                return Mono.error(failure);
            }
            tell(thing, failure);
            return Mono.just(newest.view());
        });
    }

    /** A read model that is away, lost or not built yet knows nothing. */
    private static <V> Mono<Optional<Known<V>>> whatIs(Mono<Known<V>> known) {
        return known.onErrorResume(ReadModelProblems::isAbsence, absent -> Mono.empty())
                .singleOptional();
    }

    private <V> Mono<List<StoredEvent>> events(Thing<V> thing, long after) {
        return log.read(Criteria.tagged(thing.tag()), after)
                .take(MOST + 1)
                .collectList()
                .flatMap(events -> events.size() > MOST
                        ? Mono.error(new TooFarBehindException(thing.tag(), after))
                        : Mono.just(events));
    }

    /** @param upTo position up to which {@code before} with the events is all that there is of the thing */
    private <V> @Nullable V fold(Thing<V> thing, @Nullable Known<V> before, List<StoredEvent> events, long upTo) {
        @Nullable V view = before == null ? null : before.view();
        long last = Math.max(upTo, before == null ? 0 : before.upTo());
        for (StoredEvent stored : events) {
            RecordedEvent event = EventDecoder.decode(stored).orElse(null);
            view = event == null ? view : thing.evolve(view, event);
            last = Math.max(last, stored.position());
        }
        if (view != null) {
            remembered.merge(thing, new Known<>(view, last), LogFolds::newest);
        }
        return view;
    }

    @SuppressWarnings("unchecked")
    private <V> @Nullable Known<V> remembered(Thing<V> thing) {
        return (Known<V>) remembered.get(thing);
    }

    private static <K extends Known<?>> K newest(K one, K other) {
        return other.upTo() >= one.upTo() ? other : one;
    }

    /** An event that can't be applied is parked by the projection, where it is seen to; its thing stays readable as it was. */
    private static void tell(Thing<?> thing, Throwable failure) {
        if (Unavailable.causes(failure).isEmpty()) {
            LOG.warn("{} is shown as its read model has it: {}", thing.tag(), failure.toString());
        }
    }
}
