package dev.millrace.eventbus;

import dev.millrace.connections.AdvisoryLock;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one seat that all instances' relays compete for: an advisory lock held by a connection of its own. Progress is written
 * over the same connection, so that a relay that has lost the seat can't write any.
 */
final class RelaySeat {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final String schema;

    private RelaySeat(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Runs {@code work} once the seat is free, and leaves it when {@code work} ends, fails or is cancelled. Gives up waiting
     * at {@code stop}.
     */
    static <T> Flux<T> with(
            ConnectionFactory connections,
            String schema,
            String topic,
            Mono<Void> stop,
            Function<RelaySeat, Publisher<T>> work) {
        return AdvisoryLock.holding(
                connections,
                "millrace.relay." + schema + "." + topic,
                BETWEEN_TRIES,
                stop,
                connection -> work.apply(new RelaySeat(connection, schema)));
    }

    /** Where to go on; 0 for a topic that is new or was made anew. */
    Mono<Long> progress(EventTopic.Description topic) {
        return Flux.from(connection
                        .createStatement(
                                "insert into " + schema + ".relay as r (topic, topic_id, position) values ($1, $2, 0)"
                                        + " on conflict (topic) do update set topic_id = $2,"
                                        + " position = case when r.topic_id = $2 then r.position else 0 end"
                                        + " returning position")
                        .bind(0, topic.name())
                        .bind(1, topic.id())
                        .execute())
                .flatMap(result -> result.map(row -> row.get(0, Long.class)))
                .single()
                .timeout(PATIENCE);
    }

    /** Also proves that the seat is still held: fails if the connection is gone. */
    Mono<Void> save(String topic, long position) {
        return Flux.from(connection
                        .createStatement("update " + schema + ".relay set position = $2 where topic = $1")
                        .bind(0, topic)
                        .bind(1, position)
                        .execute())
                .flatMap(result -> result.getRowsUpdated())
                .timeout(PATIENCE)
                .then();
    }
}
