package dev.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of one set of servers, locked while it is in use. The lock falls with the process that holds it. */
final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    static DataFolder open(Path root) {
        FileChannel channel = null;
        try {
            for (String part : new String[] {"logs", "run"}) {
                Files.createDirectories(root.resolve(part));
            }
            Secrets.close(root);
            channel = FileChannel.open(root.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel)) {
                return new DataFolder(root, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new LocalServersException("cannot use the folder " + root + " for local servers: " + e, e);
        }
        throw new LocalServersException("the folder " + root
                + " is in use by another running platform; stop that one or choose another folder");
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }

    Path data(LocalServer server) {
        return root.resolve(server.key());
    }

    Path log(LocalServer server) {
        return root.resolve("logs").resolve(server.key() + ".log");
    }

    /** Facts about what runs: ports, process ids, signs of readiness. */
    Path run(String file) {
        return root.resolve("run").resolve(file);
    }

    Secrets secrets() {
        return new Secrets(run("secrets"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
