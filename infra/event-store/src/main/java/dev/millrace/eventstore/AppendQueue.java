package dev.millrace.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Group commit: what comes while a batch is on its way goes with the next one. There is no timer; with nothing on its way an
 * append leaves at once.
 *
 * <p>An append whose condition an earlier one of the batch might break waits for the next batch, so that the database checks
 * conditions against committed events only.
 */
final class AppendQueue {

    private static final Logger log = LoggerFactory.getLogger(AppendQueue.class);

    /** One batch is bound and checked while the other waits for its commit. */
    private static final int LANES = 2;

    /** So many go together whatever the other lane has: below, what a call costs anyway outweighs. */
    private static final int LEAST_SHARE = 16;

    private static final int BATCH_ROWS = 5_000;
    private static final int BATCH_BYTES = 4 << 20;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final int RECOVERY_ATTEMPTS = 12;

    private final Database database;
    private final int capacity;
    private final Observers observers;
    private final Tailer tailer;
    private final Queue<PendingAppend> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicInteger freeLanes = new AtomicInteger(LANES);
    /** How many appends the server has. */
    private final AtomicInteger underWay = new AtomicInteger();
    /** Taken from the queue but not fit for the batch at hand; only the draining thread looks at it. */
    private Deque<PendingAppend> postponed = new ArrayDeque<>();

    AppendQueue(Database database, int capacity, Observers observers, Tailer tailer) {
        this.database = database;
        this.capacity = capacity;
        this.observers = observers;
        this.tailer = tailer;
    }

    int queued() {
        return Math.max(0, waiting.get());
    }

    int capacity() {
        return capacity;
    }

    Mono<Long> append(List<NewEvent> events, AppendCondition condition) {
        if (events.isEmpty()) {
            return Mono.error(new IllegalArgumentException("There is nothing to append"));
        }
        return Mono.create(sink -> {
            long asked = System.nanoTime();
            if (waiting.incrementAndGet() > capacity) {
                waiting.decrementAndGet();
                observers.ended(EventLogObserver.Ending.REFUSED, Observers.since(asked));
                sink.error(new AppendQueueFullException(capacity));
                return;
            }
            PendingAppend pending;
            try {
                pending = new PendingAppend(events, condition, sink, observers);
            } catch (RuntimeException unfit) {
                waiting.decrementAndGet();
                sink.error(unfit);
                return;
            }
            queue.add(pending);
            drain();
        });
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            while (freeLanes.get() > 0) {
                List<PendingAppend> batch = nextBatch();
                if (batch.isEmpty()) {
                    break;
                }
                freeLanes.decrementAndGet();
                send(batch);
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private List<PendingAppend> nextBatch() {
        List<PendingAppend> batch = new ArrayList<>();
        PendingAppend.Footprint footprint = new PendingAppend.Footprint();
        Deque<PendingAppend> again = new ArrayDeque<>();
        int most = share();
        int rows = 0;
        int bytes = 0;
        while (batch.size() < most && rows < BATCH_ROWS && bytes < BATCH_BYTES) {
            PendingAppend next = postponed.isEmpty() ? queue.poll() : postponed.poll();
            if (next == null) {
                break;
            }
            if (next.isCancelled()) {
                waiting.decrementAndGet();
                next.cancel();
            } else if (footprint.affects(next) || (!batch.isEmpty() && (long) bytes + next.bytes() > BATCH_BYTES)) {
                again.add(next);
            } else {
                batch.add(next);
                footprint.add(next);
                rows += next.rows();
                bytes += next.bytes();
            }
        }
        again.addAll(postponed);
        postponed = again;
        waiting.addAndGet(-batch.size());
        return batch;
    }

    /** Lanes carry about the same: the server is to work on one batch while the other's answers make the next. */
    private int share() {
        return Math.max(LEAST_SHARE, (waiting.get() + underWay.get() + LANES - 1) / LANES);
    }

    private void send(List<PendingAppend> batch) {
        underWay.addAndGet(batch.size());
        call(batch)
                .subscribe(
                        answer -> land(batch, () -> settle(batch, answer)),
                        error -> land(batch, () -> recover(batch, error)));
    }

    /** Who is answered often appends again, on the spot: if nobody waits, these make a batch together. */
    private void land(List<PendingAppend> batch, Runnable answers) {
        underWay.addAndGet(-batch.size());
        boolean othersWait = waiting.get() > 0;
        if (othersWait) {
            freeLane();
        }
        try {
            answers.run();
        } finally {
            if (!othersWait) {
                freeLane();
            }
        }
    }

    private void freeLane() {
        freeLanes.incrementAndGet();
        drain();
    }

    private Mono<AppendBatch.Answer> call(List<PendingAppend> batch) {
        return Mono.defer(() -> {
                    long sent = System.nanoTime();
                    return database.append(new AppendBatch(batch)).doOnNext(answer -> answered(batch, sent));
                })
                .timeout(ANSWER_TIMEOUT);
    }

    private void answered(List<PendingAppend> batch, long sent) {
        int events = 0;
        for (PendingAppend append : batch) {
            events += append.events().size();
        }
        observers.answered(batch.size(), events, Observers.since(sent));
    }

    private void settle(List<PendingAppend> batch, AppendBatch.Answer answer) {
        Set<Integer> rejected = answer.rejected().isEmpty() ? Set.of() : new HashSet<>(answer.rejected());
        if (tailer.follows()) {
            land(batch, rejected, answer.base());
        }
        long position = answer.base();
        for (int i = 0; i < batch.size(); i++) {
            PendingAppend append = batch.get(i);
            if (rejected.contains(i + 1)) {
                refuse(append, conflict());
            } else {
                position += append.events().size();
                append.succeed(position);
            }
        }
    }

    private void land(List<PendingAppend> batch, Set<Integer> rejected, long base) {
        List<StoredEvent> events = new ArrayList<>();
        Set<Tag> begun = new HashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            if (!rejected.contains(i + 1)) {
                batch.get(i).addStored(base, events);
                batch.get(i).addBegun(begun);
            }
        }
        tailer.land(base, events, begun);
    }

    private static AppendConflictException conflict() {
        return new AppendConflictException("Events that matter to the decision came after it was made");
    }

    /** An append that is in doubt may have met itself. */
    private void refuse(PendingAppend append, RuntimeException reason) {
        if (!append.isInDoubt()) {
            append.fail(reason);
            return;
        }
        database.positions(List.of(append.lastEventId()))
                .map(positions -> positions.getOrDefault(append.lastEventId(), 0L))
                .retryWhen(patience())
                .subscribe(
                        position -> {
                            if (position > 0) {
                                append.succeed(position);
                            } else {
                                append.fail(reason);
                            }
                        },
                        error -> append.fail(fateUnknown(error)));
    }

    private void recover(List<PendingAppend> batch, Throwable error) {
        if (error instanceof EventStoreUnavailableException || ServerErrors.isUnable(error)) {
            // Never sent or rolled back, this time.
            Throwable unavailable = ServerErrors.translate(error);
            for (PendingAppend append : batch) {
                append.fail(append.isInDoubt() ? fateUnknown(error) : unavailable);
            }
        } else if (ServerErrors.isUnavailable(error) && batch.getFirst().isInDoubt()) {
            batch.forEach(append -> append.fail(fateUnknown(error)));
        } else if (ServerErrors.isUnavailable(error)) {
            log.warn(
                    "Lost the connection with {} appends under way; looking up what became of them",
                    batch.size(),
                    error);
            observers.lost(batch.size());
            batch.forEach(PendingAppend::doubt);
            lookUp(batch);
        } else if (batch.size() > 1) {
            // One of them spoilt it for the others.
            Flux.fromIterable(batch).concatMap(this::single).subscribe();
        } else if (ServerErrors.isDuplicateKey(error)) {
            PendingAppend append = batch.getFirst();
            refuse(append, new DuplicateEventException("Stored already, at least one of " + append.eventIds()));
        } else {
            batch.getFirst().fail(error);
        }
    }

    private Mono<Void> single(PendingAppend append) {
        List<PendingAppend> alone = List.of(append);
        Mono<AppendBatch.Answer> call = call(alone);
        return (append.isInDoubt() ? call.retryWhen(patience()) : call)
                .doOnNext(answer -> settle(alone, answer))
                .doOnError(error -> recover(alone, error))
                .onErrorComplete()
                .then();
    }

    /**
     * The server may still be at work on what we sent. An append found is stored; one not found is sent again: if its first
     * copy lives after all, the event id lets only one of the two in.
     */
    private void lookUp(List<PendingAppend> batch) {
        List<UUID> ids = batch.stream().map(PendingAppend::lastEventId).toList();
        database.positions(ids)
                .retryWhen(patience())
                .subscribe(
                        positions -> Flux.fromIterable(missing(batch, positions))
                                .concatMap(this::single)
                                .subscribe(),
                        error -> batch.forEach(append -> append.fail(fateUnknown(error))));
    }

    private static List<PendingAppend> missing(List<PendingAppend> batch, Map<UUID, Long> positions) {
        List<PendingAppend> missing = new ArrayList<>();
        for (PendingAppend append : batch) {
            Long position = positions.get(append.lastEventId());
            if (position != null) {
                append.succeed(position);
            } else {
                missing.add(append);
            }
        }
        return missing;
    }

    private static Retry patience() {
        return Retry.backoff(RECOVERY_ATTEMPTS, Duration.ofMillis(50))
                .maxBackoff(Duration.ofSeconds(2))
                .filter(ServerErrors::isUnavailable)
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    private static EventStoreUnavailableException fateUnknown(Throwable cause) {
        return new EventStoreUnavailableException(
                "The event store went away during an append; whether the events are stored is not known", cause);
    }
}
