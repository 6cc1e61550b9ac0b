package dev.millrace.eventstore;

import static java.util.Objects.requireNonNull;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Follows the log once for all readers of this process: what the process appends itself it {@linkplain #land knows at once}, of the rest it
 * is told by NOTIFY, with a poll as the net under it. Starts with the first reader and survives the server's absence.
 */
final class Tailer {

    private static final Logger log = LoggerFactory.getLogger(Tailer.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Readers are told of what is new at this pace: where much follows each other, what that costs them is shared. */
    private static final Duration PACE = Duration.ofMillis(5);

    /** Looks at the database, for what other processes append. */
    private static final Duration PACE_OF_LOOKS = Duration.ofMillis(10);

    private static final int AT_ONCE = 10;
    /** A notification often comes a little before the answer to the append of this process that it is about. */
    private static final Duration GRACE = Duration.ofMillis(2);
    /** Batches that may be known before those that they follow; each has 4 MiB at the most. Those beyond are found by a look. */
    private static final int MOST_AHEAD = 8;

    private final Statements statements;
    private final Database database;
    private final PageSize size = new PageSize(PageSize.BYTES);
    private final Sinks.Many<Recent> states = Sinks.many().replay().latest();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Recent recent;
    private volatile @Nullable Disposable running;
    private volatile boolean away;
    private final Pace looks = new Pace(PACE_OF_LOOKS, AT_ONCE);
    private final Pace tellings = new Pace(PACE, AT_ONCE);
    private final AtomicBoolean telling = new AtomicBoolean();
    private final AtomicInteger tellers = new AtomicInteger();
    private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger landed = new AtomicInteger();
    /** By what they follow; only whoever lands looks at it. */
    private final TreeMap<Long, Landing> ahead = new TreeMap<>();
    /** Told of every state, without a pace. */
    private final Sinks.Many<Recent> arrivals = Sinks.many().multicast().directBestEffort();
    /** Where the log is known to reach. */
    private final AtomicLong announced = new AtomicLong();

    /**
     * Events that follow directly upon a position.
     *
     * @param begun tags of theirs that no earlier event has, as far as is known
     */
    private record Landing(long base, List<StoredEvent> events, Set<Tag> begun) {}

    Tailer(Statements statements, Database database) {
        this.statements = statements;
        this.database = database;
    }

    /** What is known now, then whatever comes; the latest only, for those who are slow. */
    Flux<Recent> states() {
        return Flux.defer(() -> {
            start();
            return states.asFlux().onBackpressureLatest();
        });
    }

    /** The state as soon as it goes beyond {@code position}; answered on a thread that may be kept busy. */
    Mono<Recent> beyond(long position) {
        return Mono.defer(() -> {
            Recent now = recent;
            if (now != null && now.head() > position) {
                return Mono.just(now);
            }
            return states().filter(state -> state.head() > position).next().publishOn(Schedulers.parallel());
        });
    }

    /**
     * The state as soon as it has come to {@code position}, without a pace; empty if it hasn't within {@code patience}, or nobody follows. Answered on a thread
     * that may be kept busy.
     */
    Mono<Recent> reaching(long position, Duration patience) {
        return Mono.defer(() -> {
            Recent now = recent;
            if (now == null) {
                return Mono.empty();
            }
            return now.head() >= position
                    ? Mono.just(now)
                    : Flux.merge(arrivals.asFlux(), Mono.fromSupplier(() -> recent))
                            .filter(state -> state.head() >= position)
                            .next()
                            .publishOn(Schedulers.parallel())
                            .timeout(patience, Mono.empty());
        });
    }

    /** What is known without having to begin with it. */
    @Nullable
    Recent recent() {
        return recent;
    }

    @Nullable
    Recent now() {
        start();
        return recent;
    }

    private void start() {
        if (!started.get() && started.compareAndSet(false, true)) {
            Flux<Long> polls = Flux.interval(Duration.ZERO, POLL).map(tick -> Long.MAX_VALUE);
            running = Flux.merge(notifications(), polls)
                    .onBackpressureLatest()
                    .concatMap(this::look, 1)
                    .subscribe();
        }
    }

    void stop() {
        started.set(true);
        Disposable task = running;
        if (task != null) {
            task.dispose();
        }
        states.tryEmitComplete();
        arrivals.tryEmitComplete();
    }

    /** @param upTo nothing to be done if the tail is there already */
    private Mono<Void> look(long upTo) {
        if (isKnown(upTo)) {
            return Mono.empty();
        }
        // What this process appends itself lands by itself.
        Mono<?> grace = upTo == Long.MAX_VALUE ? Mono.empty() : Mono.delay(GRACE);
        return grace.then(Mono.defer(
                        () -> isKnown(upTo) ? Mono.empty() : paced(looks).then(Mono.defer(this::catchUp))))
                .onErrorResume(this::absent);
    }

    private boolean isKnown(long position) {
        Recent known = recent;
        return known != null && position <= known.head();
    }

    private static Mono<Void> paced(Pace pace) {
        Duration wait = pace.next();
        return wait.isZero() ? Mono.empty() : Mono.delay(wait).then();
    }

    private Flux<Long> notifications() {
        return Flux.usingWhen(statements.connection(), this::listen, Tailer::close)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(2)))
                .repeat();
    }

    private Flux<Long> listen(Connection connection) {
        PostgresqlConnection listener = unwrap(connection);
        return listener.createStatement("listen millrace_events")
                .execute()
                .flatMap(result -> result.getRowsUpdated())
                .thenMany(Flux.defer(listener::getNotifications))
                .map(notification -> announced(notification.getParameter()));
    }

    private long announced(@Nullable String position) {
        try {
            return position == null ? 0 : announce(Long.parseLong(position));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private long announce(long position) {
        return announced.accumulateAndGet(position, Math::max);
    }

    Vitals.Tail vitals() {
        Recent known = recent;
        long position = known == null ? 0 : known.head();
        long lag = known == null ? 0 : Math.max(0, announced.get() - position);
        return new Vitals.Tail(started.get() && running != null, away, position, lag);
    }

    /** A connection that listens must not go back to the pool. */
    private static Mono<Void> close(Connection connection) {
        return unwrap(connection)
                .close()
                .onErrorComplete()
                .then(Mono.from(connection.close()).onErrorComplete());
    }

    private static PostgresqlConnection unwrap(Connection connection) {
        if (connection instanceof PostgresqlConnection direct) {
            return direct;
        }
        if (connection instanceof Wrapped<?> wrapped) {
            PostgresqlConnection inner = wrapped.unwrap(PostgresqlConnection.class);
            if (inner != null) {
                return inner;
            }
        }
        throw new IllegalStateException("Not a connection of r2dbc-postgresql: " + connection);
    }

    private Mono<Void> catchUp() {
        Recent known = recent;
        return known == null ? database.head().doOnNext(this::begin).then() : catchUp(known.head());
    }

    private Mono<Void> catchUp(long after) {
        return database.page(Criteria.everything(), after, Long.MAX_VALUE, size).flatMap(page -> {
            back();
            if (page.events().isEmpty()) {
                return Mono.empty();
            }
            land(after, page.events(), Set.of());
            return page.full() ? catchUp(page.events().getLast().position()) : Mono.empty();
        });
    }

    /** Whether anybody follows, so that it is worth telling what was {@linkplain #land appended}. */
    boolean follows() {
        return recent != null;
    }

    private void begin(long head) {
        land(head, List.of(), Set.of());
    }

    /**
     * Events that are stored, from whoever knows of them first. Those that are known already are passed over; those before which some are
     * missing wait for these.
     *
     * @param base position after which they follow
     * @param begun tags of theirs that no earlier event of the log has, as far as is known
     */
    void land(long base, List<StoredEvent> events, Set<Tag> begun) {
        landings.add(new Landing(base, events, begun));
        if (landed.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            try {
                takeLandings();
            } catch (RuntimeException unfit) {
                // Not the trouble of whoever appended; the next look meets it again.
                log.error("The tail of the event log can't go on", unfit);
            }
            missed = landed.addAndGet(-missed);
        } while (missed != 0);
    }

    private void takeLandings() {
        @Nullable Recent before = recent;
        @Nullable Recent state = before;
        for (Landing next = landings.poll(); next != null; next = landings.poll()) {
            if (state == null) {
                state = next.events().isEmpty() ? Recent.startingAt(next.base()) : null;
            } else if (next.base() <= state.head()) {
                state = plus(state, next);
            } else if (ahead.size() < MOST_AHEAD) {
                ahead.put(next.base(), next);
            }
            while (state != null && !ahead.isEmpty() && ahead.firstKey() <= state.head()) {
                state = plus(state, ahead.pollFirstEntry().getValue());
            }
        }
        if (state != null && state != before) {
            recent = state;
            // Only one lands at a time, so that emissions never meet.
            arrivals.tryEmitNext(state);
            tell();
        }
    }

    private static Recent plus(Recent state, Landing landing) {
        int known = (int) Math.min(landing.events().size(), state.head() - landing.base());
        List<StoredEvent> fresh =
                landing.events().subList(known, landing.events().size());
        // What some of them began may have been known for longer than those that are fresh.
        return fresh.isEmpty() ? state : state.plus(fresh, known == 0 ? landing.begun() : Set.of());
    }

    private void tell() {
        if (telling.compareAndSet(false, true)) {
            Duration wait = tellings.next();
            if (wait.isZero()) {
                tellNow();
            } else {
                Mono.delay(wait).subscribe(now -> tellNow());
            }
        }
    }

    private void tellNow() {
        telling.set(false);
        if (tellers.getAndIncrement() == 0) {
            do {
                states.tryEmitNext(requireNonNull(recent));
            } while (tellers.decrementAndGet() != 0);
        }
    }

    private Mono<Void> absent(Throwable error) {
        if (!away) {
            away = true;
            log.warn("The tail of the event log pauses: {}", error.toString());
        }
        return Mono.empty();
    }

    private void back() {
        if (away) {
            away = false;
            log.info("The tail of the event log goes on");
        }
    }
}
