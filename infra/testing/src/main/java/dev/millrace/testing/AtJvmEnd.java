package dev.millrace.testing;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was started, latest first, when the JVM ends. */
final class AtJvmEnd {
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtJvmEnd::closeAll, "stop-test-servers"));
    }

    private AtJvmEnd() {}

    static synchronized <T extends AutoCloseable> T close(T opened) {
        OPEN.push(opened);
        return opened;
    }

    private static synchronized void closeAll() {
        while (!OPEN.isEmpty()) {
            try {
                OPEN.pop().close();
            } catch (Exception ignoredAtTheEnd) {
                // The others are still to be closed, and nobody is left to be told.
            }
        }
        TestFolders.deleteOurs();
    }
}
