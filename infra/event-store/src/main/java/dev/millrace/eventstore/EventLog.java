package dev.millrace.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An append-only log of events with one order for all. Non-blocking; any thread may call. Positions start at 1, have no gaps
 * and become visible in order: who has seen a position will never later see a lower one appear.
 *
 * <p>All publishers are cold, may be subscribed repeatedly, and fail with {@link EventStoreUnavailableException} while the
 * server can't be reached; the next subscription tries again.
 */
public interface EventLog {

    /**
     * Appends all events or none, next to each other.
     *
     * @return the position of the last one; fails with {@link AppendConflictException} if the condition does not hold,
     *     {@link DuplicateEventException} if an event's id is stored already, {@link AppendQueueFullException} if too many
     *     appends wait
     */
    Mono<Long> append(List<NewEvent> events, AppendCondition condition);

    /**
     * The events that would fail the checks, that is, for each criterion those beyond its position: in order, each once, as
     * of one moment, closed by one {@link Sourced.End}. Holds a connection while it runs.
     */
    Flux<Sourced> source(List<AppendCondition.Check> checks);

    /**
     * At most {@code limit} matching events, in order, beyond {@code after} and up to {@code upTo} inclusive. Fewer if they are so large that they
     * would take up more than 8 MiB, or 1 MiB of a log that is read {@linkplain PostgresEventLog#readingThrough through connections of its own}.
     */
    Mono<EventPage> page(Criteria criteria, long after, long upTo, int limit);

    /**
     * Matching events, in order, beyond {@code after} and up to {@code upTo} inclusive, until there are no more. Each page is
     * read when it is demanded; no connection is held between them. A page may be empty.
     */
    Flux<List<StoredEvent>> pages(Criteria criteria, long after, long upTo);

    /** The events of the {@link #pages}. */
    default Flux<StoredEvent> read(Criteria criteria, long after, long upTo) {
        return pages(criteria, after, upTo).flatMapIterable(events -> events, 1);
    }

    /** {@link #read(Criteria, long, long)} up to the head. What this process remembers isn't asked of the server again. */
    default Flux<StoredEvent> read(Criteria criteria, long after) {
        return read(criteria, after, Long.MAX_VALUE);
    }

    /**
     * Matching events beyond {@code after}, in order: all up to {@code atLeast}, and those that this process knows beyond it.
     * Taken from the shared tail's memory if that {@linkplain Recent#holds holds} them, without asking the server; read from it if not. For
     * those who have seen the event at {@code atLeast} and want what went with it.
     */
    Flux<StoredEvent> readRecent(Criteria criteria, long after, long atLeast);

    /** The latest events, as far as this process follows the log: from its first tail on. Asks no server. */
    Optional<Recent> recent();

    /**
     * The latest events with all up to {@code position}, which the log has come to. Waits a few milliseconds, since what this process appends is known to the log
     * a little before it is known here. Empty if they still aren't there, or this process doesn't follow the log: then it is to be read. Asks no server.
     */
    Mono<Recent> recent(long position);

    /**
     * Matching events beyond {@code after}, in order, without end: past ones first, then each soon after it is committed, which
     * is at once after a pause, and at intervals of some 20 ms while others are committed. A slow reader holds up nobody. Waits
     * out the server's absence. Completes only when the log is closed.
     */
    default Flux<StoredEvent> tail(Criteria criteria, long after) {
        return tailPages(criteria, after).flatMapIterable(events -> events, 1);
    }

    /** The events of {@link #tail}, together those that are there at a time. A page may be empty. */
    Flux<List<StoredEvent>> tailPages(Criteria criteria, long after);

    /**
     * The head of the log as this process sees it, then every later one; steps are skipped if demand is slow. For readers
     * that must know that nothing of theirs lies between two positions.
     */
    Flux<Long> heads();

    /** The position of the last event, 0 if there is none. Those who ask at once share a look. */
    Mono<Long> head();

    /**
     * The position before the first event that happened at {@code instant} or later, thus where to read from; the head if
     * there is no such event. Exact as long as no event was stored more than 10,000 positions out of the order of time.
     */
    Mono<Long> positionAt(Instant instant);

    /** The event with that id; empty if there is none. */
    Mono<StoredEvent> find(UUID eventId);

    /** Where states folded from this log are kept. */
    Snapshots snapshots();
}
