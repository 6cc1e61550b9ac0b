package dev.millrace.eventstore;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@link EventLog} in the schema {@code millrace_events} of a PostgreSQL database.
 *
 * <p>Connections come from the given factory, as a rule a pool shared with others. They must be those of r2dbc-postgresql
 * with {@code forceBinary(true)}, should cache prepared statements, and must not be left in an isolation level other than
 * READ COMMITTED. At most three are used for appending and following; each read under way takes one more.
 */
public final class PostgresEventLog implements EventLog, AutoCloseable {

    /** How many appends may wait unless told otherwise. */
    public static final int DEFAULT_QUEUE_CAPACITY = 10_000;

    /** About as long as a read takes where much goes on. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final Statements statements;
    private final Database database;
    private final int pageBytes;
    private final int answerBytes;
    private final Observers observers = new Observers();
    private final AppendQueue appends;
    private final Tailer tailer;
    private final Snapshots snapshots;
    private final SharedLoads<Boolean, Long> heads = new SharedLoads<>(one -> look());

    private PostgresEventLog(PostgresEventLog log, ConnectionFactory readers) {
        statements = log.statements;
        database = new Database(new Statements(readers));
        pageBytes = PageSize.BYTES_FOR_READERS;
        answerBytes = PageSize.BYTES_OF_ANSWERS;
        appends = log.appends;
        tailer = log.tailer;
        snapshots = log.snapshots;
    }

    private PostgresEventLog(ConnectionFactory connections, int queueCapacity) {
        statements = new Statements(connections);
        database = new Database(statements);
        pageBytes = PageSize.BYTES;
        answerBytes = PageSize.BYTES;
        tailer = new Tailer(statements, database);
        appends = new AppendQueue(database, queueCapacity, observers, tailer);
        snapshots = new Snapshots(statements);
    }

    /** Starts nothing: the first use opens connections. */
    public static PostgresEventLog on(ConnectionFactory connections) {
        return on(connections, DEFAULT_QUEUE_CAPACITY);
    }

    /** @param queueCapacity how many appends may wait before further ones are refused */
    public static PostgresEventLog on(ConnectionFactory connections, int queueCapacity) {
        if (queueCapacity < 1) {
            throw new IllegalArgumentException("At least one append must be able to wait, not " + queueCapacity);
        }
        return new PostgresEventLog(connections, queueCapacity);
    }

    /**
     * The same log, which takes the connections for its reads from elsewhere: however many read through it, whoever decides or
     * follows by this one doesn't wait for them. What a reader gets and doesn't take is held for it, 64 KiB at most or one event.
     * Appends, the shared tail and its end are this one's.
     */
    public EventLog readingThrough(ConnectionFactory readers) {
        return new PostgresEventLog(this, readers);
    }

    @Override
    public Mono<Long> append(List<NewEvent> events, AppendCondition condition) {
        return appends.append(events, condition);
    }

    @Override
    public Flux<Sourced> source(List<AppendCondition.Check> checks) {
        return database.source(checks, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    public Mono<EventPage> page(Criteria criteria, long after, long upTo, int limit) {
        return database.page(criteria, after, upTo, limit, answerBytes)
                .map(page -> new EventPage(page.events(), page.reached()));
    }

    @Override
    public Flux<List<StoredEvent>> pages(Criteria criteria, long after, long upTo) {
        return Pages.of(database, criteria, after, upTo, pageBytes);
    }

    /** From memory, if the tail's reaches that far back and as far as the head: then all that is asked of the server is where that is. */
    @Override
    public Flux<StoredEvent> read(Criteria criteria, long after) {
        return Flux.defer(() -> {
            Recent recent = tailer.recent();
            return recent != null && recent.holds(criteria, after)
                    ? head().flatMap(head -> recent(head).singleOptional())
                            .flatMapMany(newest -> newest.filter(state -> state.holds(criteria, after))
                                    .map(state -> Flux.fromIterable(state.after(after, criteria)))
                                    .orElseGet(() -> read(criteria, after, Long.MAX_VALUE)))
                    : read(criteria, after, Long.MAX_VALUE);
        });
    }

    @Override
    public Flux<StoredEvent> readRecent(Criteria criteria, long after, long atLeast) {
        return Flux.defer(() -> {
            Recent recent = tailer.now();
            return recent != null && recent.head() >= atLeast && recent.holds(criteria, after)
                    ? Flux.fromIterable(recent.after(after, criteria))
                    : read(criteria, after, Long.MAX_VALUE);
        });
    }

    @Override
    public Optional<Recent> recent() {
        return Optional.ofNullable(tailer.recent());
    }

    @Override
    public Mono<Recent> recent(long position) {
        return tailer.reaching(position, PATIENCE);
    }

    @Override
    public Flux<List<StoredEvent>> tailPages(Criteria criteria, long after) {
        return TailReader.pages(database, tailer, criteria, after, pageBytes);
    }

    @Override
    public Flux<Long> heads() {
        return tailer.states().map(Recent::head).distinctUntilChanged();
    }

    @Override
    public Mono<Long> head() {
        return heads.get(true);
    }

    private Mono<Map<Boolean, Long>> look() {
        return database.head().map(head -> Map.of(true, head));
    }

    @Override
    public Mono<Long> positionAt(Instant instant) {
        return database.positionAt(instant);
    }

    @Override
    public Mono<StoredEvent> find(UUID eventId) {
        return database.find(eventId);
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    /** Tells the observer of everything from now on, until the answer is disposed. */
    public Disposable observe(EventLogObserver observer) {
        return observers.add(observer);
    }

    /** How this instance is doing; asks no server. */
    public Vitals vitals() {
        return new Vitals(appends.queued(), appends.capacity(), tailer.vitals());
    }

    /** Asks the server, and judges. */
    public EventStoreHealth health() {
        return new EventStoreHealth(statements, this::vitals, EventStoreHealth.DEFAULT_LONGEST_LAG);
    }

    /** @param longestLag how many events the tail may be behind */
    public EventStoreHealth health(long longestLag) {
        return new EventStoreHealth(statements, this::vitals, longestLag);
    }

    /** Ends all tails. Appends under way are still answered. The connections belong to who made them. */
    @Override
    public void close() {
        tailer.stop();
    }
}
