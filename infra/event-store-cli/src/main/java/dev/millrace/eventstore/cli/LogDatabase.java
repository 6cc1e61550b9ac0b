package dev.millrace.eventstore.cli;

import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.chain.EventChain;
import io.r2dbc.pool.ConnectionPool;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the log is, and as whom to read it. */
final class LogDatabase {

    private static final int CONNECTIONS = 2;

    @Option(
            names = "--url",
            required = true,
            defaultValue = "${env:EVENT_STORE_URL}",
            paramLabel = "URL",
            description = "r2dbc:postgresql://host:port/database; EVENT_STORE_URL if it is set")
    private String url = "";

    @Option(
            names = "--user",
            defaultValue = "${env:EVENT_STORE_USER}",
            paramLabel = "ROLE",
            description = "a role that may read the schema millrace_events; EVENT_STORE_USER if it is set")
    private @Nullable String user;

    @Option(
            names = "--password",
            arity = "0..1",
            interactive = true,
            defaultValue = "${env:EVENT_STORE_PASSWORD}",
            description = "is asked for; EVENT_STORE_PASSWORD if it is set and the option is not given")
    private @Nullable String password;

    <T> T use(Function<EventChain, T> work) {
        ConnectionPool connections = EventStoreConnections.pool(url, user, password, CONNECTIONS);
        try {
            return work.apply(EventChain.on(connections));
        } finally {
            connections.disposeLater().block();
        }
    }
}
