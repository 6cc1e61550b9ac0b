package dev.millrace.eventstore.erasure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.eventstore.SharedLoads;
import dev.millrace.eventstore.erasure.KeyTable.Row;
import dev.millrace.eventstore.erasure.SubjectKey.Destroyed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Subjects' keys, kept in memory for a short while. Bounded; thread-safe. */
final class SubjectKeys {

    private final KeyTable table;
    private final MasterKeys masterKeys;
    private final Cache<UUID, SubjectKey> byId;
    private final Cache<String, SubjectKey> bySubject;
    private final SharedLoads<UUID, Row> loadsById;
    private final SharedLoads<String, Row> loadsBySubject;
    private final AtomicLong forgotten = new AtomicLong();

    SubjectKeys(KeyTable table, ErasureSettings settings) {
        this.table = table;
        this.masterKeys = settings.masterKeys();
        this.byId = cache(settings);
        this.bySubject = cache(settings);
        this.loadsById = new SharedLoads<>(ids -> mapped(table.byId(ids), Row::id));
        this.loadsBySubject = new SharedLoads<>(subjects ->
                mapped(table.bySubject(subjects), Row::subject).flatMap(found -> createMissing(subjects, found)));
    }

    private static <K> Cache<K, SubjectKey> cache(ErasureSettings settings) {
        return Caffeine.newBuilder()
                .maximumSize(settings.keysInMemory())
                .expireAfterWrite(settings.keysKept())
                .executor(Runnable::run)
                .build();
    }

    private static <K> Mono<Map<K, Row>> mapped(Flux<Row> rows, Function<Row, K> key) {
        return rows.collect(HashMap::new, (found, row) -> found.put(key.apply(row), row));
    }

    /** Empty if no subject ever had it. Fails with {@link MasterKeyException}. */
    Mono<SubjectKey> withId(UUID id) {
        SubjectKey kept = byId.getIfPresent(id);
        return kept != null ? Mono.just(kept) : kept(loadsById.get(id));
    }

    /** Made if there was none before. Fails with {@link MasterKeyException}. */
    Mono<SubjectKey> of(String subject) {
        SubjectKey kept = bySubject.getIfPresent(subject);
        return kept != null ? Mono.just(kept) : kept(loadsBySubject.get(subject));
    }

    /** Destroys it for all; this process never uses it again, others only until they look for it again. */
    Mono<Void> destroy(String subject) {
        return table.destroy(subject, Aes.randomId())
                .thenMany(table.bySubject(List.of(subject)))
                .doOnNext(row -> keep(unwrapped(row)))
                .then();
    }

    /** All are looked for again by whoever wants one from now on. */
    void forget() {
        forgotten.incrementAndGet();
        byId.invalidateAll();
        bySubject.invalidateAll();
    }

    /** What was asked for before all were forgotten is of use to who asked only. */
    private Mono<SubjectKey> kept(Mono<Row> loaded) {
        return Mono.defer(() -> {
            long before = forgotten.get();
            return loaded.map(row -> {
                SubjectKey key = unwrapped(row);
                return forgotten.get() == before ? keep(key) : key;
            });
        });
    }

    private Mono<Map<String, Row>> createMissing(Collection<String> subjects, Map<String, Row> found) {
        Set<String> missing = new HashSet<>(subjects);
        missing.removeAll(found.keySet());
        if (missing.isEmpty()) {
            return Mono.just(found);
        }
        List<Row> made = new ArrayList<>(missing.size());
        for (String subject : missing) {
            UUID id = Aes.randomId();
            byte[] key = Aes.random(Aes.KEY_BYTES);
            made.add(new Row(subject, id, masterKeys.newest(), masterKeys.wrap(subject, id, key)));
        }
        return mapped(table.create(made), Row::subject).map(created -> {
            created.putAll(found);
            return created;
        });
    }

    private SubjectKey keep(SubjectKey key) {
        bySubject.asMap().merge(key.subject(), key, SubjectKeys::later);
        return Objects.requireNonNull(byId.asMap().merge(key.id(), key, SubjectKeys::later));
    }

    /** A load that was overtaken by an erasure must not bring the key back. */
    private static SubjectKey later(SubjectKey before, SubjectKey now) {
        return before instanceof Destroyed ? before : now;
    }

    private SubjectKey unwrapped(Row row) {
        byte[] wrapped = row.wrapped();
        String master = row.master();
        return wrapped == null || master == null
                ? new Destroyed(row.subject(), row.id())
                : new SubjectKey.Live(
                        row.subject(), row.id(), Aes.key(masterKeys.unwrap(row.subject(), row.id(), master, wrapped)));
    }
}
