package dev.millrace.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A topic of its own, filled from a log of its own by a relay, and read by one group of consumers. */
final class TestBus implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int PARTITIONS = 4;

    final String topic = "test." + UUID.randomUUID();
    final List<BusEvent> received = new CopyOnWriteArrayList<>();
    final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, Object> settings = new HashMap<>();
    private final ConfigurableApplicationContext process;
    private Disposable consumer;

    TestBus() {
        var postgres = TestServers.freshDatabase();
        settings.putAll(Map.of(
                "millrace.postgres.host", postgres.host(),
                "millrace.postgres.port", postgres.port(),
                "millrace.postgres.database", postgres.database(),
                "millrace.postgres.username", postgres.username(),
                "millrace.postgres.password", postgres.password(),
                "millrace.kafka.bootstrap-servers", TestServers.kafka().bootstrapServers(),
                "millrace.bus.topic", topic,
                "millrace.bus.partitions", PARTITIONS,
                "millrace.public-url", "https://shop.example/base/"));
        process = process();
        consumer = consume("readers", Duration.ofMillis(20), Mono.never());
    }

    ConfigurableApplicationContext process() {
        return new SpringApplicationBuilder(EventBus.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }

    private Disposable consume(String group, Duration linger, Mono<Void> awaited) {
        var options = new EventConsumer.Options(group + topic, linger, 500, awaited);
        return process.getBean(EventTopic.class)
                .awaited()
                .then(process.getBean(EventConsumer.class)
                        .consume(
                                options,
                                batches -> Mono.fromRunnable(() -> batches.forEach(batch -> {
                                    received.addAll(batch.events());
                                    positions.merge(batch.partition(), batch.position(), Math::max);
                                }))))
                .subscribe();
    }

    /** Forgets where it was, and reads as another does that begins now. */
    void consumeAnew(String group, Duration linger, Mono<Void> awaited) {
        consumer.dispose();
        positions.clear();
        consumer = consume(group, linger, awaited);
    }

    <T> T bean(Class<T> type) {
        return process.getBean(type);
    }

    @Override
    public void close() {
        consumer.dispose();
        process.close();
    }

    void assertCarried(List<StoredEvent> stored) {
        var firsts = firsts();
        for (var event : stored) {
            var carried = firsts.get(event.position());
            assertThat(carried.payload()).isEqualTo(event.payload());
            assertThat(carried)
                    .usingRecursiveComparison()
                    .ignoringFields("payload")
                    .isEqualTo(BusEvent.of(event));
            assertThat(carried.key()).isEqualTo(carried.decode().partitionKey());
        }
        Map<String, Long> last = new HashMap<>();
        received.stream().filter(it -> firsts.get(it.position()) == it).forEach(it -> {
            assertThat(it.position()).isGreaterThan(last.getOrDefault(it.key(), 0L));
            last.put(it.key(), it.position());
        });
    }

    /** What came, each the first time it came. */
    Map<Long, BusEvent> firsts() {
        Map<Long, BusEvent> firsts = new HashMap<>();
        received.forEach(it -> firsts.putIfAbsent(it.position(), it));
        return firsts;
    }

    List<StoredEvent> stored() {
        return log().read(Criteria.everything(), 0).collectList().block(PATIENCE);
    }

    void append(List<BusinessEvent> events) {
        appendRaw(events.stream().map(Facts::of).toList());
    }

    void appendRaw(List<NewEvent> events) {
        Flux.fromIterable(events)
                .buffer(50)
                .concatMap(some -> log().append(some, AppendCondition.none()))
                .blockLast(PATIENCE);
    }

    EventLog log() {
        return process.getBean(EventLog.class);
    }

    void cutOffTheRelay() {
        Flux.usingWhen(
                        process.getBean(ConnectionPool.class).create(),
                        connection -> Flux.from(connection.createStatement("""
                                                select pg_terminate_backend(pid) from pg_locks
                                                where locktype = 'advisory' and granted
                                                  and database = (select oid from pg_database where datname = current_database())
                                                """).execute())
                                .flatMap(result -> result.map(row -> row.get(0, Boolean.class))),
                        connection -> connection.close())
                .blockLast(PATIENCE);
    }
}
