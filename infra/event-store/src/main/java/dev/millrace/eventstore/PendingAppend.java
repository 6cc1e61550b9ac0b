package dev.millrace.eventstore;

import dev.millrace.eventstore.AppendCondition.Check;
import dev.millrace.eventstore.EventLogObserver.Ending;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.MonoSink;

/** An append on its way, encoded as far as possible on the thread that asked for it. */
final class PendingAppend {

    private final List<NewEvent> events;
    private final List<Check> checks;
    private final MonoSink<Long> sink;
    private final EventLogObserver observer;
    private final long asked = System.nanoTime();
    private final byte[][] metadata;
    private final String[] tags;
    private final int bytes;
    private final int rows;
    /** Sent once on a connection that was lost; it may be stored. */
    private boolean inDoubt;

    private volatile boolean cancelled;

    PendingAppend(List<NewEvent> events, AppendCondition condition, MonoSink<Long> sink, EventLogObserver observer) {
        this.events = events;
        this.observer = observer;
        this.checks = condition.checks();
        this.sink = sink;
        this.metadata = new byte[events.size()][];
        this.tags = new String[events.size()];
        int size = 0;
        int count = checks.size();
        for (int i = 0; i < metadata.length; i++) {
            NewEvent event = events.get(i);
            metadata[i] = MetadataJson.write(event.metadata());
            tags[i] = Separated.join(event.tags());
            size += event.payload().length + metadata[i].length;
            count += 1 + event.tags().size();
        }
        this.bytes = size;
        this.rows = count;
        sink.onCancel(() -> cancelled = true);
    }

    List<NewEvent> events() {
        return events;
    }

    List<Check> checks() {
        return checks;
    }

    /** Its events as they were stored, behind those of the batch so far. */
    void addStored(long base, List<StoredEvent> batch) {
        for (int i = 0; i < metadata.length; i++) {
            NewEvent event = events.get(i);
            batch.add(new StoredEvent(
                    base + batch.size() + 1,
                    event.id(),
                    event.type(),
                    event.version(),
                    event.timestamp().truncatedTo(ChronoUnit.MICROS),
                    event.payload(),
                    metadata[i],
                    tags[i]));
        }
    }

    /** Once it is stored: tags that nothing had before it, as its condition proves. */
    void addBegun(Set<Tag> begun) {
        for (Check check : checks) {
            Criterion criterion = check.criterion();
            if (check.after() == 0
                    && criterion.types().isEmpty()
                    && criterion.tags().size() == 1) {
                begun.addAll(criterion.tags());
            }
        }
    }

    byte[] metadata(int event) {
        return metadata[event];
    }

    String tags(int event) {
        return tags[event];
    }

    int bytes() {
        return bytes;
    }

    /** Rows written and index probes made, roughly. */
    int rows() {
        return rows;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isInDoubt() {
        return inDoubt;
    }

    void doubt() {
        inDoubt = true;
    }

    List<UUID> eventIds() {
        List<UUID> ids = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            ids.add(event.id());
        }
        return ids;
    }

    UUID lastEventId() {
        return events.getLast().id();
    }

    void succeed(long position) {
        observer.ended(Ending.APPENDED, Observers.since(asked));
        sink.success(position);
    }

    void fail(Throwable error) {
        Ending ending = switch (error) {
            case AppendConflictException _ -> Ending.CONFLICT;
            case DuplicateEventException _ -> Ending.DUPLICATE;
            case EventStoreUnavailableException _ -> Ending.UNAVAILABLE;
            default -> Ending.FAILED;
        };
        observer.ended(ending, Observers.since(asked));
        sink.error(error);
    }

    void cancel() {
        observer.ended(Ending.CANCELLED, Observers.since(asked));
    }

    /** Events of a batch so far, by their tags, to tell whether a further append would depend on them. */
    static final class Footprint {
        private final Map<Tag, List<NewEvent>> byTag = new java.util.HashMap<>();
        private final List<NewEvent> all = new ArrayList<>();
        private final Set<UUID> ids = new HashSet<>();

        void add(PendingAppend append) {
            for (NewEvent event : append.events) {
                all.add(event);
                ids.add(event.id());
                for (Tag tag : event.tags()) {
                    byTag.computeIfAbsent(tag, none -> new ArrayList<>(1)).add(event);
                }
            }
        }

        boolean affects(PendingAppend append) {
            if (all.isEmpty()) {
                return false;
            }
            for (NewEvent event : append.events) {
                if (ids.contains(event.id())) {
                    return true;
                }
            }
            for (Check check : append.checks) {
                if (matches(check.criterion())) {
                    return true;
                }
            }
            return false;
        }

        private boolean matches(Criterion criterion) {
            List<NewEvent> candidates = criterion.tags().isEmpty()
                    ? all
                    : byTag.getOrDefault(criterion.tags().iterator().next(), List.of());
            for (NewEvent event : candidates) {
                if ((criterion.types().isEmpty() || criterion.types().contains(event.type()))
                        && event.tags().containsAll(criterion.tags())) {
                    return true;
                }
            }
            return false;
        }
    }
}
