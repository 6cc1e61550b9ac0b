package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.erasure.SubjectKey.Destroyed;
import dev.millrace.eventstore.erasure.SubjectKey.Live;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Encrypts the personal values of events on their way into the log, and decrypts those of events from it. Non-blocking, thread-safe.
 * The encryption itself is done by whoever subscribes or by the connection's thread: a few microseconds per value of ordinary size, but a
 * megabyte takes a millisecond or so. Events without such values are passed on as they are.
 */
public final class Sealing {

    private final Erasure erasure;
    private final PersonalFields fields;
    private final SubjectKeys keys;

    Sealing(Erasure erasure, PersonalFields fields, SubjectKeys keys) {
        this.erasure = erasure;
        this.fields = fields;
        this.keys = keys;
    }

    /** What every stored payload with encrypted values contains, and hardly any other. */
    public static byte[] mark() {
        return SealedValue.mark();
    }

    /** Whose keys are used. */
    public Erasure erasure() {
        return erasure;
    }

    /**
     * The events as they are to be stored. Makes keys for subjects that have none, and keeps them whether or not the events are stored.
     *
     * @return fails with {@link ErasedSubjectException}; with {@link MasterKeyException}; and with {@link IllegalArgumentException} if an
     *     event doesn't name its subject, or isn't JSON, or bears what looks like an encrypted value
     */
    public Mono<List<NewEvent>> seal(List<NewEvent> events) {
        return Mono.defer(() -> {
            List<ClearEvent> clear = new ArrayList<>(events.size());
            Set<String> subjects = new LinkedHashSet<>();
            for (NewEvent event : events) {
                ClearEvent read = ClearEvent.of(event, fields.of(event.type()));
                clear.add(read);
                read.values().forEach(value -> subjects.add(value.subject()));
            }
            if (subjects.isEmpty()) {
                return Mono.just(events);
            }
            return Flux.fromIterable(subjects)
                    .flatMap(keys::of)
                    .map(Sealing::live)
                    .collectMap(Live::subject)
                    .map(live -> clear.stream().map(event -> event.sealed(live)).toList());
        });
    }

    private static Live live(SubjectKey key) {
        return switch (key) {
            case Live live -> live;
            case Destroyed(String subject, var _) -> throw new ErasedSubjectException(Tag.parse(subject));
        };
    }

    /**
     * The event as it was before it was sealed, with stand-ins for what has been erased. What is encrypted says so itself: declarations
     * may have changed since.
     *
     * @return fails with {@link SealedValueException}, and with {@link MasterKeyException}
     */
    public Mono<StoredEvent> open(StoredEvent event) {
        if (!SealedValue.isIn(event.payload())) {
            return Mono.just(event);
        }
        return Mono.defer(() -> {
            SealedEvent sealed;
            try {
                sealed = SealedEvent.of(event);
            } catch (JacksonException e) {
                return Mono.error(new IllegalStateException("Event " + event + " is not JSON", e));
            }
            return Flux.fromIterable(sealed.keys())
                    .flatMap(keys::withId)
                    .collectMap(SubjectKey::id)
                    .map(sealed::opened);
        });
    }
}
