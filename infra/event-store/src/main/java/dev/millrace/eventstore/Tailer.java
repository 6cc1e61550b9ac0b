package dev.millrace.eventstore;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Follows the log once for all readers of this process: woken by NOTIFY, with a poll as the net under it. Starts with the
 * first reader and survives the server's absence.
 */
final class Tailer {

    private static final Logger log = LoggerFactory.getLogger(Tailer.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /**
     * From the beginning of one look to that of the next, at least. The first event after a pause is seen at once; where many follow
     * each other, what each page costs in this process and for its readers is shared.
     */
    private static final Duration PACE = Duration.ofMillis(20);

    private final Statements statements;
    private final Database database;
    private final PageSize size = new PageSize(PageSize.BYTES);
    private final Sinks.Many<Recent> states = Sinks.many().replay().latest();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable Recent recent;
    private volatile @Nullable Disposable running;
    private volatile boolean away;
    private volatile long lastLook = System.nanoTime() - PACE.toNanos();
    /** Where the log is known to reach. */
    private final AtomicLong announced = new AtomicLong();

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
    }

    /** @param upTo nothing to be done if the tail is there already */
    private Mono<Void> look(long upTo) {
        Recent known = recent;
        if (known != null && upTo <= known.head()) {
            return Mono.empty();
        }
        Duration early = PACE.minusNanos(System.nanoTime() - lastLook);
        Mono<?> pause = early.isPositive() ? Mono.delay(early) : Mono.empty();
        return pause.then(Mono.defer(() -> {
                    lastLook = System.nanoTime();
                    return catchUp();
                }))
                .onErrorResume(this::absent);
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
        if (known == null) {
            return database.head()
                    .doOnNext(head -> publish(Recent.startingAt(head)))
                    .then();
        }
        return database.page(Criteria.everything(), known.head(), Long.MAX_VALUE, size)
                .flatMap(page -> {
                    back();
                    if (page.events().isEmpty()) {
                        return Mono.empty();
                    }
                    publish(known.plus(page.events()));
                    return page.full() ? catchUp() : Mono.empty();
                });
    }

    private void publish(Recent state) {
        recent = state;
        states.tryEmitNext(state);
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
