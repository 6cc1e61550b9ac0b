package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.AppendCondition.Check;
import dev.millrace.eventstore.AppendConflictException;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Sourced;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.erasure.Sealing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Axon's storage engine on an {@link EventLog}. Non-blocking; thread-safe. Event identifiers must be UUIDs. The token of an
 * event is its position, and a marker is the position up to which the reader has seen; a stream or a source starts beyond.
 * Events are given out with the stored bytes as payload.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine {

    /** In the processing context once its events are committed: the position of the last one. */
    public static final ResourceKey<Long> LAST_POSITION = ResourceKey.withLabel("millrace.lastPosition");

    private static final int OPENED_AT_ONCE = 256;

    private final EventLog log;
    private final Converter converter;
    private final @Nullable Evolution evolution;
    private final @Nullable Sealing sealing;

    /**
     * Gives out events in the versions in which they are stored.
     *
     * @param converter turns payloads into bytes
     */
    public PostgresEventStorageEngine(EventLog log, Converter converter) {
        this(log, converter, null, null);
    }

    /**
     * @param converter turns payloads into bytes
     * @param evolution makes present versions of past ones as events are read; null to give them out as they are
     */
    public PostgresEventStorageEngine(EventLog log, Converter converter, @Nullable Evolution evolution) {
        this(log, converter, evolution, null);
    }

    /**
     * @param converter turns payloads into bytes; JSON, if some are sealed
     * @param evolution makes present versions of past ones as events are read; null to give them out as they are
     * @param sealing encrypts personal values as events are appended, decrypts them as they are read; null to do neither
     */
    public PostgresEventStorageEngine(
            EventLog log, Converter converter, @Nullable Evolution evolution, @Nullable Sealing sealing) {
        this.log = log;
        this.converter = converter;
        this.evolution = evolution;
        this.sealing = sealing;
    }

    /** What the events are stored in. */
    public EventLog log() {
        return log;
    }

    /** What encrypts personal values; null if nothing does. */
    public @Nullable Sealing sealing() {
        return sealing;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        }
        try {
            List<NewEvent> newEvents = newEvents(events);
            List<Check> checks = checks(condition, context);
            return sealing == null
                    ? CompletableFuture.completedFuture(new Append(newEvents, checks))
                    : sealing.seal(newEvents)
                            .<AppendTransaction<?>>map(encrypted -> new Append(encrypted, checks))
                            .toFuture();
        } catch (RuntimeException unfit) {
            return CompletableFuture.failedFuture(unfit);
        }
    }

    private List<NewEvent> newEvents(List<TaggedEventMessage<?>> events) {
        List<NewEvent> newEvents = new ArrayList<>(events.size());
        for (TaggedEventMessage<?> tagged : events) {
            EventMessage event = tagged.event();
            byte[] payload = Objects.requireNonNull(
                    event.<byte[]>payloadAs(byte[].class, converter), "An event without payload can't be stored");
            newEvents.add(new NewEvent(
                    UUID.fromString(event.identifier()),
                    event.type().name(),
                    event.type().version(),
                    event.timestamp(),
                    payload,
                    event.metadata(),
                    Translation.tags(tagged.tags())));
        }
        return newEvents;
    }

    private List<Check> checks(AppendCondition condition, @Nullable ProcessingContext context) {
        long marker = Math.max(0, GlobalIndexConsistencyMarker.position(condition.consistencyMarker()));
        if (marker == Long.MAX_VALUE) {
            return List.of();
        }
        Map<Criterion, Long> known = SourcingPlan.known(context);
        List<Criterion> criteria =
                Translation.criteria(condition.criteria(), evolution).anyOf();
        if (criteria.isEmpty()) {
            return List.of(new Check(Criterion.tagged(), marker));
        }
        List<Check> checks = new ArrayList<>(criteria.size());
        for (Criterion criterion : criteria) {
            checks.add(new Check(criterion, known.getOrDefault(criterion, marker)));
        }
        return checks;
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        SourcingPlan plan = SourcingPlan.of(context, condition.criteria());
        if (plan == null) {
            long after = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
            List<Check> checks = dev.millrace.eventstore.AppendCondition.unchanged(
                            Translation.criteria(condition.criteria(), evolution), after)
                    .checks();
            return new PublishedStream(entries(log.source(checks), condition.criteria()));
        }
        Map<Criterion, Long> known = SourcingPlan.known(context);
        if (!plan.fetch()) {
            long least = Long.MAX_VALUE;
            for (Check check : plan.checks()) {
                known.put(check.criterion(), check.after());
                least = Math.min(least, check.after());
            }
            return new PublishedStream(Flux.just(end(least)));
        }
        Flux<Sourced> sourced = log.source(plan.checks()).doOnNext(next -> {
            if (next instanceof Sourced.End end) {
                plan.checks().forEach(check -> known.put(check.criterion(), end.head()));
            }
        });
        return new PublishedStream(entries(sourced, condition.criteria()));
    }

    private Flux<Entry<EventMessage>> entries(Flux<Sourced> sourced, EventCriteria criteria) {
        Present present = new Present(criteria);
        return opened(sourced).concatMapIterable(next -> switch (next) {
            case Sourced.Event event -> present.entries(event.event());
            case Sourced.End end -> List.of(end(end.head()));
        });
    }

    /** As many as come: who sources holds a connection, which is not to wait for one that fetches keys. */
    private Flux<Sourced> opened(Flux<Sourced> sourced) {
        Sealing seal = sealing;
        return seal == null
                ? sourced
                : sourced.flatMapSequential(
                        next -> switch (next) {
                            case Sourced.Event event -> seal.open(event.event()).map(Sourced.Event::new);
                            case Sourced.End end -> Mono.just(end);
                        },
                        Integer.MAX_VALUE);
    }

    /** Events in the versions that the application knows. */
    private final class Present {

        /** Asking for past names too brings what was not asked for. */
        private final Criteria asked;

        Present(EventCriteria criteria) {
            asked = evolution != null && evolution.widens()
                    ? Translation.criteria(criteria, null)
                    : Criteria.everything();
        }

        List<Entry<EventMessage>> entries(StoredEvent event) {
            if (evolution == null) {
                return List.of(entry(event));
            }
            List<Entry<EventMessage>> entries = new ArrayList<>(1);
            for (StoredEvent present : evolution.of(event)) {
                if (asked.matches(present)) {
                    entries.add(entry(present));
                }
            }
            return entries;
        }
    }

    private static Entry<EventMessage> end(long head) {
        return new SimpleEntry<>(
                TerminalEventMessage.INSTANCE,
                Context.with(ConsistencyMarker.RESOURCE_KEY, new GlobalIndexConsistencyMarker(head)));
    }

    private static Entry<EventMessage> entry(StoredEvent event) {
        return new SimpleEntry<>(
                new StoredEventMessage(event),
                Context.with(TrackingToken.RESOURCE_KEY, new GlobalSequenceTrackingToken(event.position())));
    }

    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        TrackingToken from = condition.position();
        Criteria criteria = Translation.criteria(condition.criteria(), evolution);
        Flux<StoredEvent> events = TrackingToken.LATEST.equals(from)
                ? log.head().flatMapMany(head -> log.tail(criteria, head))
                : log.tail(
                        criteria, from == null ? 0 : Math.max(0, from.position().orElse(0)));
        Flux<StoredEvent> opened = sealing == null ? events : events.flatMapSequential(sealing::open, OPENED_AT_ONCE);
        Present present = new Present(condition.criteria());
        return new PublishedStream(opened.concatMapIterable(present::entries));
    }

    /** Stored events as processors are given them: decrypted, and in the versions that the application knows. In order. */
    public Flux<EventMessage> messages(Flux<StoredEvent> events) {
        Flux<StoredEvent> opened = sealing == null ? events : events.concatMap(sealing::open);
        return opened.concatMapIterable(event -> evolution == null ? List.of(event) : evolution.of(event))
                .map(StoredEventMessage::new);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return token(log.head());
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        return token(log.positionAt(at));
    }

    private static CompletableFuture<TrackingToken> token(Mono<Long> position) {
        return position.<TrackingToken>map(GlobalSequenceTrackingToken::new).toFuture();
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("log", log);
        descriptor.describeProperty("converter", converter);
    }

    private final class Append implements AppendTransaction<Long> {

        private final List<NewEvent> events;
        private final List<Check> checks;
        private final AtomicBoolean committed = new AtomicBoolean();

        Append(List<NewEvent> events, List<Check> checks) {
            this.events = events;
            this.checks = checks;
        }

        @Override
        public CompletableFuture<Long> commit(@Nullable ProcessingContext context) {
            if (!committed.compareAndSet(false, true)) {
                return CompletableFuture.failedFuture(new IllegalStateException("Committed already"));
            }
            return log.append(events, new dev.millrace.eventstore.AppendCondition(checks))
                    .doOnNext(position -> {
                        if (context != null) {
                            context.putResource(LAST_POSITION, position);
                        }
                    })
                    .onErrorMap(
                            AppendConflictException.class,
                            conflict -> new AppendEventsTransactionRejectedException(conflict.getMessage()))
                    .toFuture();
        }

        /** Nothing has been written before the commit. */
        @Override
        public void rollback(@Nullable ProcessingContext context) {}

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(Long position, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(new GlobalIndexConsistencyMarker(position));
        }
    }
}
