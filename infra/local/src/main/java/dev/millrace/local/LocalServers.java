package dev.millrace.local;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Running servers that live in one folder and listen on 127.0.0.1. Data survives {@link #close}, and so do ports where they
 * stay free. The servers end with this JVM, however it ends. Every method blocks until it is done and may be called from any
 * thread, but not from an event loop's.
 */
public final class LocalServers implements AutoCloseable {
    /** Collecting the pipe to a child as garbage would stop it, so what runs stays reachable. */
    private static final Set<LocalServers> OPEN = ConcurrentHashMap.newKeySet();

    private final DataFolder folder;
    private final Map<LocalServer, RunningServer> running = new EnumMap<>(LocalServer.class);
    private final Addresses addresses;

    private LocalServers(DataFolder folder, LocalServersSettings settings) {
        this.folder = folder;
        this.addresses = Addresses.choose(settings, new Ports(folder.run("ports.properties")), folder);
        for (LocalServer server : settings.servers()) {
            ServerProcess kind = addresses.process(server, folder, settings);
            running.put(server, new RunningServer(server, kind, folder, settings));
        }
    }

    /**
     * Starts the chosen servers in parallel and returns when all answer.
     *
     * @throws LocalServersException if the folder is in use, a wished port is taken, or a server does not start; the others
     *     have been stopped then
     */
    public static LocalServers start(LocalServersSettings settings) {
        DataFolder folder = DataFolder.open(settings.folder());
        LocalServers servers;
        try {
            servers = new LocalServers(folder, settings);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
        OPEN.add(servers);
        try {
            servers.each(RunningServer::start);
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** @throws IllegalStateException if PostgreSQL was not chosen; so with the other addresses */
    public PostgresAddress postgres() {
        of(LocalServer.POSTGRESQL);
        return addresses.postgres();
    }

    public KafkaAddress kafka() {
        of(LocalServer.KAFKA);
        return addresses.kafka();
    }

    public RedisAddress redis() {
        of(LocalServer.REDIS);
        return addresses.redis();
    }

    public ElasticsearchAddress elasticsearch() {
        of(LocalServer.ELASTICSEARCH);
        return addresses.elasticsearch();
    }

    /** Starts one of the chosen servers again, on the same port and data; does nothing if it runs. */
    public void start(LocalServer server) {
        of(server).start();
    }

    /** Stops one server gracefully and leaves the others running. */
    public void stop(LocalServer server) {
        of(server).stop();
    }

    /** Ends one server as a power cut would; {@link #start(LocalServer)} brings it back. */
    public void kill(LocalServer server) {
        of(server).kill();
    }

    public boolean runs(LocalServer server) {
        return of(server).runs();
    }

    /** Stops all servers gracefully, in parallel, and lets go of the folder. A server that hangs is ended by force after 20 s. */
    @Override
    public void close() {
        if (OPEN.remove(this)) {
            try {
                each(RunningServer::stop);
            } finally {
                folder.close();
            }
        }
    }

    private RunningServer of(LocalServer server) {
        RunningServer found = running.get(server);
        if (found == null) {
            throw new IllegalStateException(server.title() + " was not chosen to run here");
        }
        return found;
    }

    private void each(Consumer<RunningServer> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            running.values()
                    .forEach(server -> all.add(CompletableFuture.runAsync(() -> action.accept(server), threads)));
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalServersException known
                    ? known
                    : new LocalServersException("a local server failed", e.getCause());
        }
    }
}
