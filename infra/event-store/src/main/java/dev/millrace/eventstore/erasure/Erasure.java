package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.SharedLoads;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.erasure.KeyTable.Row;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Erases what events say about a person, by destroying the key that it is encrypted with: events, positions and the chain of hashes stay as
 * they are. A subject is a tag, such as {@code customer=42}. Non-blocking, thread-safe. Publishers are cold, and fail with
 * {@link dev.millrace.eventstore.EventStoreUnavailableException} while the server can't be reached.
 *
 * <p>What it can't reach: copies that others made of the clear values (read models, logs, messages sent on), tags and metadata, and backups from
 * before, which hold the wrapped key until they expire or until the master key of their time is destroyed.
 */
public final class Erasure {

    private static final Logger log = LoggerFactory.getLogger(Erasure.class);
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final KeyTable table;
    private final SubjectKeys keys;
    private final ErasureSettings settings;
    private final List<Supplier<Mono<Void>>> holders = new CopyOnWriteArrayList<>();
    private final SharedLoads<Boolean, Long> looks = new SharedLoads<>(one -> look());
    private volatile long erased = -1;
    private volatile long lookedAt;

    private Erasure(KeyTable table, ErasureSettings settings) {
        this.table = table;
        this.settings = settings;
        this.keys = new SubjectKeys(table, settings);
        this.lookedAt = System.nanoTime() - settings.keysKept().toNanos();
    }

    /**
     * Seeds a random number generator, for which it may wait for the system's entropy: to be called at start. One per process.
     *
     * @param connections to the database of the event log, as for the log; at most two are used for keys at a time
     */
    public static Erasure on(ConnectionFactory connections, ErasureSettings settings) {
        return new Erasure(new KeyTable(connections), settings);
    }

    /** As it was set up. */
    public ErasureSettings settings() {
        return settings;
    }

    /** Encrypts and decrypts events with those fields. */
    public Sealing sealing(PersonalFields fields) {
        return new Sealing(this, fields, keys);
    }

    /**
     * Destroys the subject's key for good, and forgets snapshots of states folded from the subject's events. From then on this process
     * reads stand-ins; so do others as soon as they look for the key again, about {@link ErasureSettings#keysKept()} later. New personal
     * data of the subject is refused, also if there never was any. Repeating it does no harm.
     */
    public Mono<Void> erase(Tag subject) {
        return keys.destroy(subject.toString())
                .then(Mono.defer(this::letGo))
                .then(Mono.defer(() -> table.forgetStates(subject.toString(), SealedValue.mark())));
    }

    /** When the subject's key was destroyed; empty if it wasn't. */
    public Mono<Instant> erasedAt(Tag subject) {
        return table.destroyedAt(subject.toString());
    }

    /**
     * Has something let go of whatever it made of clear values, whenever this process learns that somebody has been erased.
     *
     * @param letGo completes once nothing made of them is kept, or written to snapshots, any more
     */
    public void whenErased(Supplier<Mono<Void>> letGo) {
        holders.add(letGo);
    }

    /**
     * Completes, at once as a rule, when this process has looked for erasures by others within {@link ErasureSettings#keysKept()}; to be
     * waited for before clear values from memory are used. Never fails: without the server the next caller looks again.
     */
    public Mono<Void> upToDate() {
        return Mono.defer(() ->
                System.nanoTime() - lookedAt < settings.keysKept().toNanos()
                        ? Mono.empty()
                        : looks.get(true)
                                .doOnError(error -> log.warn("Can't look for erased subjects: {}", error.toString()))
                                .onErrorComplete()
                                .then());
    }

    private Mono<Map<Boolean, Long>> look() {
        long now = System.nanoTime();
        return table.countDestroyed().flatMap(count -> {
            Mono<Void> after = Mono.empty();
            if (count != erased) {
                Duration since = settings.keysKept().multipliedBy(2).plus(MARGIN);
                after = letGo().then(Mono.defer(() -> table.forgetStates(since, SealedValue.mark())));
            }
            return after.then(Mono.fromSupplier(() -> {
                erased = count;
                lookedAt = now;
                return Map.of(true, count);
            }));
        });
    }

    private Mono<Void> letGo() {
        keys.forget();
        return Flux.fromIterable(holders).concatMap(Supplier::get).then();
    }

    /**
     * Wraps all keys with the newest master key, 500 at a time, beside ordinary work; after that no other is needed. All instances must know
     * the newest by then. To be repeated if it fails half-way.
     *
     * @return how many had been wrapped by another; fails with {@link MasterKeyException} if one of them isn't known
     */
    public Mono<Long> rewrap() {
        return rewrap("", 0);
    }

    private Mono<Long> rewrap(String after, long before) {
        String newest = settings.masterKeys().newest();
        return table.wrappedByOthers(newest, after).flatMap(rows -> {
            if (rows.isEmpty()) {
                return Mono.just(before);
            }
            List<Row> wrapped = rows.stream().map(row -> rewrapped(row, newest)).toList();
            return table.rewrap(wrapped).flatMap(count -> rewrap(rows.getLast().subject(), before + count));
        });
    }

    private Row rewrapped(Row row, String newest) {
        MasterKeys masterKeys = settings.masterKeys();
        byte[] key = masterKeys.unwrap(
                row.subject(), row.id(), Objects.requireNonNull(row.master()), Objects.requireNonNull(row.wrapped()));
        return new Row(row.subject(), row.id(), newest, masterKeys.wrap(row.subject(), row.id(), key));
    }
}
