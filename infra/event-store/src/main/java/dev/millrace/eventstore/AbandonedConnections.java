package dev.millrace.eventstore;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/**
 * Closes a connection that nobody waits for any more when it has come about. The driver leaves one open whose making was
 * cancelled, as a pool does that has lost patience: on a busy machine they would add up until the server takes no more.
 */
final class AbandonedConnections implements ConnectionFactory {

    private final ConnectionFactory connections;

    AbandonedConnections(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public Mono<Connection> create() {
        return Mono.<Connection>create(sink -> {
                    AtomicBoolean abandoned = new AtomicBoolean();
                    sink.onCancel(() -> abandoned.set(true));
                    // Not the sink's to cancel: once begun, the making goes on to its end.
                    Mono.from(connections.create()).subscribe(sink::success, e -> {
                        if (!abandoned.get()) {
                            sink.error(e);
                        }
                    });
                })
                .doOnDiscard(
                        Connection.class,
                        unwanted ->
                                Mono.from(unwanted.close()).onErrorComplete().subscribe());
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }
}
