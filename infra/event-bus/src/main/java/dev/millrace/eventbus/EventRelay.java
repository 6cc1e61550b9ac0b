package dev.millrace.eventbus;

import dev.millrace.connections.PublicUrl;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.Pace;
import dev.millrace.eventstore.StoredEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderRecord;
import reactor.util.retry.Retry;

/**
 * Publishes the event store on the bus, each event at least once, events of one partition first in the order of their
 * positions. Runs in every process that has it and works in one: the others take over within seconds when it ends. While
 * Kafka or PostgreSQL is down it waits and tries again; events meanwhile stay in the store.
 */
public final class EventRelay implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);
    private static final Duration TICK = Duration.ofMillis(100);
    /** An idle relay proves once in a second that it still holds its seat. */
    private static final int IDLE_TICKS = 10;

    private static final int HEARTBEAT_TICKS = 50;
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** How often it is seen to that the topic is still there: a sender would try for ever. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Where much comes, what is published together is shared work for the bus and for all that read it. */
    private static final Duration PACE = Duration.ofMillis(25);

    private static final int AT_ONCE = 8;
    private static final int LARGE_PAGE = 64;

    private static final long WATERMARK = -1;

    private final EventLog store;
    private final ConnectionFactory connections;
    private final EventTopic topic;
    private final RelayProducer producer;
    private final AwaitedPositions awaited;
    private final PublicUrl url;
    private final Counter withoutData;
    private final String schema;
    private @Nullable Running running;

    /**
     * @param connections opens connections outside any pool, since one is held for as long as the relay runs
     * @param awaited up to where it is told at once how far it is
     * @param url where those who read the bus reach the platform
     * @param meters told how many events went without their data
     * @param schema where its progress is kept
     */
    public EventRelay(
            EventLog store,
            ConnectionFactory connections,
            EventTopic topic,
            RelayProducer producer,
            AwaitedPositions awaited,
            PublicUrl url,
            MeterRegistry meters,
            String schema) {
        this.store = store;
        this.connections = connections;
        this.topic = topic;
        this.producer = producer;
        this.awaited = awaited;
        this.url = url;
        this.withoutData = Counter.builder("millrace.relay.events.without.data")
                .description("Events too large for a record of the bus, published with a reference to their data")
                .register(meters);
        this.schema = schema;
    }

    private record Running(Sinks.Empty<Void> stop, Sinks.Empty<Void> stopped, Disposable subscription) {}

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        Sinks.Empty<Void> stop = Sinks.empty();
        Sinks.Empty<Void> stopped = Sinks.empty();
        var subscription =
                sessions(stop.asMono()).subscribe(ignored -> {}, stopped::tryEmitError, stopped::tryEmitEmpty);
        running = new Running(stop, stopped, subscription);
    }

    /** Waits until what is on its way has arrived and the progress is saved, at most five seconds. */
    @Override
    public synchronized void stop() {
        var it = running;
        if (it == null) {
            return;
        }
        running = null;
        it.stop().tryEmitEmpty();
        try {
            it.stopped().asMono().block(GRACE);
        } catch (RuntimeException unfinished) {
            log.info(
                    "The relay ends in the middle of its work; the next one repeats some of it: {}",
                    unfinished.toString());
        } finally {
            it.subscription().dispose();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    private Flux<Void> sessions(Mono<Void> stop) {
        return RelaySeat.with(
                        connections,
                        schema,
                        topic.name(),
                        stop,
                        seat -> topic.ensure().flatMap(description -> session(seat, description, stop)))
                .takeUntilOther(stop.then(Mono.delay(GRACE)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(3))
                        .transientErrors(true)
                        .doBeforeRetry(retry -> log.warn(
                                "The relay was interrupted and tries again: {}",
                                retry.failure().toString())));
    }

    private Mono<Void> session(RelaySeat seat, EventTopic.Description description, Mono<Void> stop) {
        return Mono.zip(seat.progress(description), topic.largestRecord()).flatMap(start -> {
            long from = start.getT1();
            int largestRecord = start.getT2();
            log.info("Relaying events beyond {} to {}", from, description.name());
            return Mono.usingWhen(
                    Mono.fromSupplier(() -> producer.open(largestRecord)),
                    sender -> publish(seat, description, largestRecord, from, sender, stop),
                    sender -> Mono.fromRunnable(sender::close).subscribeOn(Schedulers.boundedElastic()));
        });
    }

    private Mono<Void> publish(
            RelaySeat seat,
            EventTopic.Description description,
            int largestRecord,
            long from,
            KafkaSender<byte[], byte[]> sender,
            Mono<Void> stop) {
        var inFlight = new InFlight(from);
        Sinks.Empty<Void> sentAll = Sinks.empty();
        Sinks.Many<Long> pauses = Sinks.many().multicast().directBestEffort();
        var pace = new WatermarkPace(TICK, HEARTBEAT_TICKS);
        var rounds = new Pace(PACE, AT_ONCE);
        var events = store.tailPages(Criteria.everything(), from)
                .concatMap(page -> Flux.fromIterable(page).concatWith(rest(rounds, page)), 0)
                .takeUntilOther(stop)
                .map(event -> message(description, largestRecord, inFlight, event));
        var furthestAwaited = new AtomicLong();
        var awaits = awaited.all().map(position -> {
            furthestAwaited.accumulateAndGet(position, Math::max);
            return WatermarkPace.ALL_SENT;
        });
        var watermarks = Flux.merge(ticks(stop), pauses.asFlux().takeUntilOther(stop), awaits.takeUntilOther(stop))
                .<Long>handle(
                        (tick, sink) -> pace.at(tick, inFlight.complete(), furthestAwaited.get(), System.nanoTime())
                                .ifPresent(sink::next))
                .concatMapIterable(position -> IntStream.range(0, description.partitions())
                        .mapToObj(partition -> SenderRecord.create(
                                Envelope.watermark(description.name(), partition, position, Instant.now()), WATERMARK))
                        .toList());
        var sending = sender.send(Flux.merge(events, watermarks)
                        // Sending blocks while Kafka is away.
                        .publishOn(Schedulers.boundedElastic()))
                .doOnNext(result -> {
                    if (result.correlationMetadata() != WATERMARK) {
                        inFlight.acknowledged(result.correlationMetadata());
                        if (inFlight.isEmpty()) {
                            pauses.tryEmitNext(WatermarkPace.ALL_SENT);
                        }
                    }
                })
                .then()
                .doOnSuccess(done -> sentAll.tryEmitEmpty());
        var saving = Flux.interval(TICK)
                .onBackpressureDrop()
                .takeUntilOther(sentAll.asMono())
                .scan(new Saving(from, 0, false), (last, tick) -> last.next(inFlight.complete()))
                .filter(Saving::due)
                .concatMap(it -> seat.save(description.name(), it.position()), 1)
                .then();
        var watching = Flux.interval(LOOK)
                .onBackpressureDrop()
                .takeUntilOther(sentAll.asMono())
                .concatMap(tick -> topic.isStill(description).onErrorResume(away -> Mono.empty()), 1)
                .filter(still -> !still)
                .next()
                .flatMap(gone -> Mono.error(new IllegalStateException("the topic " + description.name()
                        + " was removed under the relay; it is made anew and filled from the beginning")));
        return Mono.when(sending, saving, watching)
                .then(Mono.defer(() -> seat.save(description.name(), inFlight.complete())));
    }

    private SenderRecord<byte[], byte[], Long> message(
            EventTopic.Description description, int largestRecord, InFlight inFlight, StoredEvent event) {
        inFlight.sent(event.position());
        var record = Envelope.of(description, largestRecord, url, event);
        if (Envelope.lacksData(record.headers())) {
            withoutData.increment();
            log.warn(
                    "Event {} {} goes without its {} bytes of data: {} takes records of {} bytes",
                    event.position(),
                    event.type(),
                    event.payload().length,
                    description.name(),
                    largestRecord);
        }
        return SenderRecord.create(record, event.position());
    }

    /** Before the next page is asked for. A large one is of the past, which is to be published as fast as it goes. */
    private static Mono<StoredEvent> rest(Pace rounds, List<StoredEvent> page) {
        return Mono.defer(() -> {
            Duration wait = page.isEmpty() || page.size() >= LARGE_PAGE ? Duration.ZERO : rounds.next();
            return wait.isZero() ? Mono.empty() : Mono.delay(wait).then(Mono.empty());
        });
    }

    private static Flux<Long> ticks(Mono<Void> stop) {
        return Flux.interval(Duration.ZERO, TICK).onBackpressureDrop().takeUntilOther(stop);
    }

    private record Saving(long position, int idle, boolean due) {
        Saving next(long complete) {
            if (complete != position || idle + 1 >= IDLE_TICKS) {
                return new Saving(complete, 0, true);
            }
            return new Saving(position, idle + 1, false);
        }
    }
}
