package dev.millrace.eventstore.processing;

import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.configuration.EventStoreSetup;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.erasure.ErasureSettings;
import dev.millrace.eventstore.erasure.MasterKeys;
import dev.millrace.eventstore.erasure.Personal;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.annotation.EventHandler;
import org.axonframework.messaging.eventhandling.annotation.SequencingPolicy;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorModule;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventhandling.processing.streaming.StreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.replay.ReplayStatus;
import org.axonframework.messaging.eventhandling.replay.annotation.AllowReplay;
import org.axonframework.messaging.eventhandling.replay.annotation.DisallowReplay;
import tools.jackson.databind.json.JsonMapper;

/** An application whose one processor, {@code digest}, counts in several series, and reacts as a test says. */
final class Digest implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);
    static final String NAME = "digest";

    @Event(namespace = "digest", name = "Counted", version = "1")
    record Counted(@EventTag(key = "series") String series, int number) {}

    @Event(namespace = "digest", name = "Confided", version = "1")
    record Confided(
            @EventTag(key = "series") String series,
            @Personal(subject = "series") String secret) {}

    /** Not for those who hear it a second time. */
    @Event(namespace = "digest", name = "Announced", version = "1")
    record Announced(@EventTag(key = "series") String series, int number) {}

    @Event(namespace = "digest", name = "Noted", version = "1")
    record Noted(String what) {}

    /** What handlers do, by what they are given: {@code a1} is the first of series a. */
    @FunctionalInterface
    interface Reaction {
        CompletableFuture<?> to(String what);
    }

    @SequencingPolicy(type = TagSequencingPolicy.class, parameters = "series")
    static final class Handlers {

        final Queue<String> tried = new ConcurrentLinkedQueue<>();
        final Queue<String> handled = new ConcurrentLinkedQueue<>();
        final Queue<String> replayed = new ConcurrentLinkedQueue<>();
        final Set<String> contexts = ConcurrentHashMap.newKeySet();
        volatile Reaction reaction = what -> CompletableFuture.completedFuture(null);
        volatile boolean noting;

        @EventHandler
        CompletableFuture<Void> on(
                Counted event, ReplayStatus status, ProcessingContext context, EventAppender appender) {
            if (noting) {
                appender.append(new Noted(event.series() + event.number()));
            }
            return react(event.series() + event.number(), status, context);
        }

        @EventHandler
        CompletableFuture<Void> on(Confided event, ReplayStatus status, ProcessingContext context) {
            return react(event.series() + ":" + event.secret(), status, context);
        }

        @EventHandler
        @DisallowReplay
        CompletableFuture<Void> on(Announced event, ReplayStatus status, ProcessingContext context) {
            return react(event.series() + event.number() + "!", status, context);
        }

        private CompletableFuture<Void> react(String what, ReplayStatus status, ProcessingContext context) {
            tried.add(what);
            return reaction.to(what).thenRun(() -> {
                handled.add(what);
                if (status.isReplay()) {
                    replayed.add(what);
                    TrackingToken.fromContext(context)
                            .flatMap(token -> ReplayToken.replayContext(token, String.class))
                            .ifPresent(contexts::add);
                }
            });
        }

        List<String> handled(String series) {
            return handled.stream().filter(what -> what.startsWith(series)).toList();
        }
    }

    /** Another who hears it, once. */
    @DisallowReplay
    @SequencingPolicy(type = TagSequencingPolicy.class, parameters = "series")
    static final class Newsletter {

        final Queue<String> sent = new ConcurrentLinkedQueue<>();

        @EventHandler
        void on(Counted event) {
            sent.add(event.series() + event.number());
        }

        @EventHandler
        @AllowReplay
        void on(Announced event) {
            sent.add(event.series() + event.number() + "!");
        }
    }

    /** How it is set up. */
    record Options(String node, int segments, int batchSize, Duration claimTimeout, ParkingSettings parking) {

        static final Options DEFAULT = new Options("node-a", 1, 10, Duration.ofSeconds(10), ParkingSettings.DEFAULT);

        Options node(String other) {
            return new Options(other, segments, batchSize, claimTimeout, parking);
        }

        Options segments(int count) {
            return new Options(node, count, batchSize, claimTimeout, parking);
        }

        Options parking(ParkingSettings settings) {
            return new Options(node, segments, batchSize, claimTimeout, settings);
        }
    }

    final Handlers handlers;
    final EventProcessors processors;
    final Erasure erasure;
    final PostgresTokenStore tokens;
    private final PostgresEventLog log;
    private final AxonConfiguration application;

    private Digest(
            TestStore store, ConnectionFactory connections, Options options, Handlers handlers, Object... others) {
        this.handlers = handlers;
        this.log = store.instance();
        this.erasure = Erasure.on(
                store.pool(),
                ErasureSettings.of(
                        MasterKeys.parse("1:" + java.util.Base64.getEncoder().encodeToString(new byte[32]))));
        this.tokens = new PostgresTokenStore(store.pool(), options.node(), options.claimTimeout());
        this.processors = EventProcessors.on(connections, tokens);
        var module = EventProcessorModule.pooledStreaming(NAME)
                .eventHandlingComponents(components -> {
                    var all = components.autodetected(configuration -> handlers);
                    for (Object other : others) {
                        all = all.autodetected(configuration -> other);
                    }
                    return all;
                })
                .customized((configuration, settings) -> settings.initialSegmentCount(options.segments())
                        .batchSize(options.batchSize())
                        .tokenClaimInterval(500)
                        .claimExtensionThreshold(500)
                        .tokenStore(tokens)
                        .unitOfWorkFactory(EventStoreConfigurer.unitsOfWorkOnVirtualThreads(configuration)));
        this.application = EventStoreConfigurer.on(EventStoreSetup.of(
                                log,
                                JsonMapper.builder().build(),
                                List.of(Counted.class, Confided.class, Announced.class, Noted.class))
                        .erasedBy(erasure))
                .messaging(messaging -> messaging.eventProcessing(processing -> processing.pooledStreaming(
                        streaming -> streaming.processor(processors.parking(module, options.parking())))))
                .start();
    }

    static Digest start(TestStore store, Options options, Handlers handlers, Object... others) {
        return new Digest(store, store.pool(), options, handlers, others);
    }

    static Digest start(TestStore store, Options options) {
        return start(store, options, new Handlers());
    }

    static Digest start(TestStore store, ConnectionFactory connections, Options options) {
        return new Digest(store, connections, options, new Handlers());
    }

    ParkedEvents parked() {
        return processors.parked();
    }

    StreamingEventProcessor processor() {
        return processors.processor(NAME);
    }

    void stop() {
        get(processor().shutdown());
    }

    void start() {
        get(processor().start());
    }

    EventLog log() {
        return log;
    }

    /** Appends {@code a1}, {@code a2} and the like, each an event, {@code a3!} one that is announced; gives the last position. */
    long append(String... counted) {
        List<NewEvent> events = new ArrayList<>();
        for (String what : counted) {
            String series = what.substring(0, 1);
            events.add(event(
                    what.endsWith("!") ? "digest.Announced" : "digest.Counted",
                    "{\"series\":\"" + series + "\",\"number\":"
                            + what.substring(1).replace("!", "") + "}",
                    series));
        }
        return Objects.requireNonNull(log.append(events, AppendCondition.none()).block(SOON));
    }

    long confide(String series, String secret) {
        PostgresEventStorageEngine engine =
                (PostgresEventStorageEngine) application.getComponent(EventStorageEngine.class);
        return Objects.requireNonNull(Objects.requireNonNull(engine.sealing())
                .seal(List.of(event(
                        "digest.Confided", "{\"series\":\"" + series + "\",\"secret\":\"" + secret + "\"}", series)))
                .flatMap(events -> log.append(events, AppendCondition.none()))
                .block(SOON));
    }

    private static NewEvent event(String type, String json, String series) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new NewEvent(
                new UUID(random.nextLong(), random.nextLong()),
                type,
                "1",
                Instant.now(),
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Map.of(),
                Set.of(Tag.of("series", series)));
    }

    void untilHandled(String... all) {
        await().atMost(SOON).until(() -> handlers.handled.containsAll(List.of(all)));
    }

    /** Positions of what waits of the series. */
    List<Long> waiting(String series) {
        return Objects.requireNonNull(parked().events(NAME, series, 0, 100)
                .map(parked -> parked.event().position())
                .collectList()
                .block(SOON));
    }

    void untilWaiting(String series, Long... positions) {
        await().atMost(SOON).until(() -> waiting(series), List.of(positions)::equals);
    }

    /** Until every segment's token is there. */
    void untilTokensReach(long position) {
        await().atMost(SOON)
                .until(() -> processor().processingStatus().values().stream()
                        .allMatch(status -> status.getCurrentPosition().orElse(0) >= position));
    }

    @Override
    public void close() {
        application.shutdown();
        log.close();
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }
}
