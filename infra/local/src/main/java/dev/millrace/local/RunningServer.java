package dev.millrace.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One server of a folder: starts it, waits until it answers, stops it. */
final class RunningServer {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(25);

    private final LocalServer server;
    private final ServerProcess kind;
    private final DataFolder folder;
    private final Duration startLimit;
    private final Consumer<ServerProgress> progress;
    private @Nullable ChildProcess child;

    RunningServer(LocalServer server, ServerProcess kind, DataFolder folder, LocalServersSettings settings) {
        this.server = server;
        this.kind = kind;
        this.folder = folder;
        this.startLimit = settings.startLimit();
        this.progress = settings.progress();
    }

    /** Returns when the server answers; does nothing if it runs already. */
    synchronized void start() {
        if (child != null && child.alive()) {
            return;
        }
        long began = System.nanoTime();
        try {
            tell(ServerState.PREPARING, began);
            Predecessor.awaitEnd(folder.run(server.key() + ".pid"));
            kind.prepare();
            tell(ServerState.STARTING, began);
            ChildProcess started = ChildProcess.start(
                    kind.command(), kind.environment(), folder.log(server), folder.run(server.key() + ".pid"));
            child = started;
            awaitAnswer(started, began);
            tell(ServerState.READY, began);
        } catch (IOException | RuntimeException e) {
            if (child != null) {
                child.kill();
            }
            tell(ServerState.FAILED, began);
            throw new LocalServersException(server.title() + " did not start: " + e.getMessage(), e);
        }
    }

    private void awaitAnswer(ChildProcess started, long began) throws IOException {
        while (!kind.answers()) {
            if (!started.alive()) {
                throw new IOException(started.ending());
            }
            if (System.nanoTime() - began > startLimit.toNanos()) {
                throw new IOException("no answer within " + startLimit.toSeconds() + " s" + started.logged());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted" + started.logged());
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
        }
        // Somebody else's server on our port would answer too.
        if (!started.alive()) {
            throw new IOException(started.ending());
        }
    }

    synchronized void stop() {
        if (child != null && child.alive()) {
            long began = System.nanoTime();
            tell(ServerState.STOPPING, began);
            child.stop(STOP_LIMIT);
            tell(ServerState.STOPPED, began);
        }
    }

    synchronized void kill() {
        if (child != null && child.alive()) {
            long began = System.nanoTime();
            child.kill();
            tell(ServerState.STOPPED, began);
        }
    }

    synchronized boolean runs() {
        return child != null && child.alive();
    }

    private void tell(ServerState state, long began) {
        progress.accept(new ServerProgress(server, state, Duration.ofNanos(System.nanoTime() - began)));
    }
}
