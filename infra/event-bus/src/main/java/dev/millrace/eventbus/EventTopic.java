package dev.millrace.eventbus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The topic that carries the events. The relay makes it where it is missing, and nobody else does, provided that the broker makes none by
 * itself ({@code auto.create.topics.enable=false}): what a new topic brings then begins with the first event. Non-blocking, thread-safe.
 */
public final class EventTopic {
    private static final Logger log = LoggerFactory.getLogger(EventTopic.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Admin admin;
    private final BusSettings settings;

    public EventTopic(Admin admin, BusSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** @param id another one whenever the topic was made anew */
    public record Description(String name, String id, int partitions) {}

    String name() {
        return settings.topic();
    }

    /** The topic, as soon as there is one. Fails while Kafka can't be reached. */
    public Mono<Description> awaited() {
        return find().repeatWhenEmpty(Integer.MAX_VALUE, looks -> looks.delayElements(BETWEEN_LOOKS));
    }

    /** Whether the topic is still the one described: neither removed nor made anew. Fails while Kafka can't be reached. */
    public Mono<Boolean> isStill(Description known) {
        return find().map(now -> now.id().equals(known.id())).defaultIfEmpty(false);
    }

    /** The topic as it is, after making it if need be. Fails while Kafka can't be reached. */
    Mono<Description> ensure() {
        return find().switchIfEmpty(create().then(find()))
                .switchIfEmpty(Mono.error(() ->
                        // Made a moment ago and not yet known to the broker that was asked.
                        new UnknownTopicOrPartitionException(settings.topic())));
    }

    /**
     * Whether events that the group has yet to receive, or would receive first, are no longer kept. To be asked while the group
     * has no members.
     */
    public Mono<Boolean> missed(String group) {
        return find().map(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number))
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest())))
                .flatMap(partitions -> Mono.zip(
                        future(() -> admin.listOffsets(partitions).all()),
                        future(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())))
                .map(offsets -> offsets.getT1().entrySet().stream().anyMatch(earliest -> {
                    var committed = offsets.getT2().get(earliest.getKey());
                    return earliest.getValue().offset() > (committed == null ? 0 : committed.offset());
                }))
                .defaultIfEmpty(false)
                .onErrorResume(GroupIdNotFoundException.class, isNew -> Mono.just(false));
    }

    /** The topic as it is. Empty if there is none; fails while Kafka can't be reached. */
    public Mono<Description> find() {
        return future(() -> admin.describeTopics(List.of(settings.topic())).allTopicNames())
                .map(topics -> Optional.ofNullable(topics.get(settings.topic())).orElseThrow())
                .map(it -> new Description(
                        it.name(), it.topicId().toString(), it.partitions().size()))
                .onErrorResume(UnknownTopicOrPartitionException.class, missing -> Mono.empty());
    }

    /**
     * Bytes that a record may have, compressed or not: what the topic takes, but no more than the producer sends. Fails if there
     * is no topic, or while Kafka can't be reached.
     */
    Mono<Integer> largestRecord() {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
        return future(() -> admin.describeConfigs(List.of(topic)).all())
                .map(configs -> Optional.ofNullable(configs.get(topic))
                        .map(config -> config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                        .map(entry -> Math.min(Integer.parseInt(entry.value()), BusSettings.LARGEST_RECORD))
                        .orElse(BusSettings.LARGEST_RECORD));
    }

    private Mono<Void> create() {
        var topic = new NewTopic(settings.topic(), settings.partitions(), settings.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(settings.retention().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(BusSettings.LARGEST_RECORD)));
        return future(() -> admin.createTopics(List.of(topic)).all())
                .doOnSuccess(done ->
                        log.info("Made the topic {} with {} partitions", settings.topic(), settings.partitions()))
                .onErrorResume(TopicExistsException.class, another -> Mono.empty());
    }

    private static <T> Mono<T> future(Supplier<KafkaFuture<T>> call) {
        return Mono.fromFuture(() -> call.get().toCompletionStage().toCompletableFuture())
                .onErrorMap(
                        CompletionException.class,
                        wrapped -> wrapped.getCause() == null ? wrapped : wrapped.getCause());
    }
}
