package dev.millrace.eventbus;

import dev.millrace.connections.KafkaSettings;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventPage;
import dev.millrace.eventstore.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

/** Receives events from the bus, at least once, per partition in order. */
public final class EventConsumer {
    private static final Logger log = LoggerFactory.getLogger(EventConsumer.class);
    private static final int SESSION_MILLIS = 15_000;
    private static final Duration REBALANCE_PATIENCE = Duration.ofSeconds(10);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    private final KafkaSettings kafka;
    private final BusSettings bus;
    private final EventLog store;

    /** @param store has the data of events that are too large for the bus */
    public EventConsumer(KafkaSettings kafka, BusSettings bus, EventLog store) {
        this.kafka = kafka;
        this.bus = bus;
        this.store = store;
    }

    /**
     * @param group members of one group share the partitions
     * @param linger how long the bus gathers events before it delivers small batches again
     * @param batchSize the most events of one batch, all partitions together
     * @param awaited ends as soon as somebody waits for events that were not delivered yet, and the bus gathers no longer; asked
     *     anew each time
     */
    public record Options(String group, Duration linger, int batchSize, Mono<Void> awaited) {}

    /**
     * Hands batches to {@code handler}, the next when the last is done. Runs until cancelled; fails if the handler does or if
     * Kafka refuses, and may then be subscribed again. While Kafka is away it waits.
     */
    public Mono<Void> consume(Options options, BatchHandler handler) {
        return Mono.defer(() -> {
            var rests = new Rests(options);
            return KafkaReceiver.create(receiverOptions(options, handler))
                    .receiveBatch(1)
                    .concatMap(batch -> batch.collectList(), 0)
                    .concatMap(messages -> deliver(messages, handler).then(rests.next()), 0)
                    .then();
        });
    }

    /**
     * What lies between batches. The receiver fetches a batch ahead, so one that was delivered after a rest is as old as the
     * rest; the one after that has all that came meanwhile, and is delivered at once.
     */
    private static final class Rests {
        private final Mono<Void> rest;
        private boolean fetchedAhead;

        Rests(Options options) {
            this.rest = Mono.firstWithSignal(Mono.delay(options.linger()).then(), options.awaited());
        }

        Mono<Void> next() {
            return Mono.defer(() -> {
                fetchedAhead = !fetchedAhead;
                return fetchedAhead ? Mono.empty() : rest;
            });
        }
    }

    private Mono<Void> deliver(List<ReceiverRecord<byte[], byte[]>> messages, BatchHandler handler) {
        if (messages.isEmpty()) {
            return Mono.empty();
        }
        Map<Integer, ReceiverRecord<byte[], byte[]>> last = new TreeMap<>();
        Map<Integer, List<BusEvent>> events = new TreeMap<>();
        Map<Integer, Long> positions = new TreeMap<>();
        Set<Long> withoutData = new HashSet<>();
        for (var message : messages) {
            last.put(message.partition(), message);
            var ofPartition = events.computeIfAbsent(message.partition(), partition -> new ArrayList<>());
            try {
                positions.merge(message.partition(), Envelope.position(message), Math::max);
                if (!Envelope.isWatermark(message)) {
                    var event = Envelope.event(message);
                    ofPartition.add(event);
                    if (Envelope.lacksData(message.headers())) {
                        withoutData.add(event.position());
                    }
                }
            } catch (RuntimeException notOurs) {
                log.warn(
                        "Skipped a record that is no event: {}-{} offset {}: {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        notOurs.toString());
            }
        }
        return complete(events, withoutData)
                .then(Mono.defer(() -> handler.handle(batches(events, positions))))
                .then(Mono.fromRunnable(() -> last.values()
                        .forEach(message -> message.receiverOffset().acknowledge())));
    }

    private static List<PartitionBatch> batches(Map<Integer, List<BusEvent>> events, Map<Integer, Long> positions) {
        return events.entrySet().stream()
                .map(entry -> new PartitionBatch(
                        entry.getKey(), entry.getValue(), positions.getOrDefault(entry.getKey(), 0L)))
                .toList();
    }

    /** Puts into the events at these positions what the store has of them. As a rule there are none. */
    private Mono<Void> complete(Map<Integer, List<BusEvent>> events, Set<Long> withoutData) {
        return withoutData.isEmpty()
                ? Mono.empty()
                : dataOf(withoutData)
                        .doOnNext(data -> events.values()
                                .forEach(ofPartition -> ofPartition.replaceAll(
                                        event -> event.with(data.getOrDefault(event.position(), event.payload())))))
                        .then();
    }

    private Mono<Map<Long, byte[]>> dataOf(Set<Long> positions) {
        return Flux.fromIterable(positions)
                .concatMap(position -> store.page(Criteria.everything(), position - 1, position, 1))
                .concatMapIterable(EventPage::events)
                .collectMap(StoredEvent::position, StoredEvent::payload)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(3))
                        .doBeforeRetry(retry -> log.warn(
                                "Waiting for data that is not on the bus: {}",
                                retry.failure().toString())));
    }

    private ReceiverOptions<byte[], byte[]> receiverOptions(Options options, BatchHandler handler) {
        return ReceiverOptions.<byte[], byte[]>create(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrap(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        options.group(),
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        options.batchSize()))
                .consumerProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false)
                .consumerProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS)
                .commitInterval(COMMIT_INTERVAL)
                .commitBatchSize(0)
                .maxDelayRebalance(REBALANCE_PATIENCE)
                .schedulerSupplier(() -> Schedulers.newSingle("bus-" + options.group(), true))
                .addRevokeListener(partitions -> handler.revoked(partitions.stream()
                        .map(ReceiverPartition::topicPartition)
                        .map(partition -> partition.partition())
                        .toList()))
                .subscription(List.of(bus.topic()));
    }
}
