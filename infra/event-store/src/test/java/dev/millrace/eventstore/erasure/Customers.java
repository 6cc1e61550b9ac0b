package dev.millrace.eventstore.erasure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.axon.AnnotatedTags;
import dev.millrace.eventstore.axon.EventPayloads;
import dev.millrace.eventstore.axon.EventTypes;
import dev.millrace.eventstore.axon.Evolution;
import dev.millrace.eventstore.axon.JsonConverter;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.axon.TimeOrderedIdentifiers;
import dev.millrace.evolution.Upcasters;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One process of an application that knows persons. */
public final class Customers {

    static final Duration SOON = Duration.ofSeconds(30);
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String MASTER_A = "a:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
    static final String MASTER_B = "b:" + "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

    @Event(namespace = "shop", name = "Registered", version = "1")
    public record Registered(
            @EventTag(key = "customer") String customer,

            @Personal(subject = "customer") @JsonProperty("full_name")
            String name,

            @Personal(subject = "customer") @Nullable LocalDate born,
            @Personal(subject = "customer") int children,

            @Personal(subject = "customer", erased = "\"nobody@example.invalid\"")
            Email email,

            Household household,
            BigDecimal credit) {}

    public record Household(
            @Personal(subject = "customer") @Nullable List<String> street, String country) {}

    /** Refuses both null and the marker. */
    public record Email(@JsonValue String address) {
        @JsonCreator
        public Email {
            if (address.indexOf('@') < 0) {
                throw new IllegalArgumentException("no address: " + address);
            }
        }
    }

    @Event(namespace = "shop", name = "Ordered", version = "1")
    public record Ordered(
            @EventTag(key = "order") String order,
            @EventTag(key = "customer") String customer,
            @Personal(subject = "customer") @Nullable String note) {}

    static final List<Class<?>> EVENTS = List.of(Registered.class, Ordered.class);

    final PostgresEventLog log;
    final Erasure erasure;
    final Sealing sealing;
    private final PostgresEventStorageEngine engine;
    private final EventPayloads payloads;
    private final EventTypes types = EventTypes.of(EVENTS);
    private final AnnotatedTags tags = new AnnotatedTags();

    Customers(TestStore store, ErasureSettings settings) {
        this(store, settings, EVENTS, Upcasters.none());
    }

    Customers(TestStore store, ErasureSettings settings, List<Class<?>> known, Upcasters upcasters) {
        ConnectionPool connections = store.pool();
        log = store.instance();
        erasure = Erasure.on(connections, settings);
        sealing = erasure.sealing(
                PersonalFields.of(EVENTS, type -> types.messageType(type).name(), JSON, settings.marker()));
        JsonConverter converter = new JsonConverter(JSON);
        EventTypes knownTypes = EventTypes.of(known);
        Evolution evolution = new Evolution(knownTypes, upcasters, JSON);
        engine = new PostgresEventStorageEngine(log, converter, evolution, sealing);
        payloads = new EventPayloads(knownTypes, converter, evolution);
    }

    public static Customers in(TestStore store) {
        return new Customers(store, ErasureSettings.of(MasterKeys.parse(MASTER_A)));
    }

    public static Registered ada(String customer) {
        return new Registered(
                customer,
                "Ada Lovelace",
                LocalDate.of(1815, 12, 10),
                3,
                new Email("ada@example.org"),
                new Household(List.of("St James's Square", "12"), "GB"),
                new BigDecimal("12.50"));
    }

    public CompletableFuture<?> appended(Object event) {
        EventMessage message = new GenericEventMessage(
                TimeOrderedIdentifiers.next().toString(),
                types.messageType(event.getClass()),
                event,
                Map.of(),
                Instant.now());
        TaggedEventMessage<?> tagged = new GenericTaggedEventMessage<>(message, tags.resolve(message));
        return engine.appendEvents(AppendCondition.none(), null, List.of(tagged))
                .thenCompose(this::committed);
    }

    private <R> CompletableFuture<R> committed(AppendTransaction<R> transaction) {
        return transaction.commit(null);
    }

    /** What a failure is about. */
    void append(Object... events) throws Throwable {
        for (Object event : events) {
            causing(appended(event));
        }
    }

    /** The events of a tag as objects. */
    public CompletableFuture<List<Object>> sourcing(String key, String value) {
        return engine.source(SourcingCondition.conditionFor(EventCriteria.havingTags(key, value)), null)
                .reduce(new ArrayList<>(), (all, entry) -> {
                    if (!(entry.message() instanceof TerminalEventMessage)) {
                        all.add(payloads.of(entry.message()));
                    }
                    return all;
                });
    }

    List<Object> sourced(String key, String value) throws Throwable {
        return causing(sourcing(key, value));
    }

    private static <T> T causing(CompletableFuture<T> future) throws Throwable {
        try {
            return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    List<Object> streamed(int count) {
        List<Object> events = new ArrayList<>();
        MessageStream<EventMessage> stream = engine.stream(
                StreamingCondition.conditionFor(new GlobalSequenceTrackingToken(0), EventCriteria.havingAnyTag()),
                null);
        try {
            while (events.size() < count) {
                Awaitility.await().atMost(SOON).until(stream::hasNextAvailable);
                events.add(payloads.of(stream.next().orElseThrow().message()));
            }
            return events;
        } finally {
            stream.close();
        }
    }

    /** What is stored. */
    List<String> raw() {
        return java.util.Objects.requireNonNull(log.read(Criteria.everything(), 0)
                .map(StoredEvent::payload)
                .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .collectList()
                .block(SOON));
    }
}
