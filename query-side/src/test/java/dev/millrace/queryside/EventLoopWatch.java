package dev.millrace.queryside;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/** Has BlockHound note every wait of a thread that must not; from the JVM's start, since it misses what runs already. */
public final class EventLoopWatch implements LauncherSessionListener {

    static final Queue<Throwable> WAITS = new ConcurrentLinkedQueue<>();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BlockHound.builder()
                .loadIntegrations()
                .allowBlockingCallsInside(ClassLoader.class.getName(), "loadClass")
                // The driver draws a random number when it logs in.
                .allowBlockingCallsInside("com.ongres.scram.client.ScramClient$Builder", "build")
                // Locks that are held for moments: of the pool of connections to Elasticsearch, of types first met.
                .allowBlockingCallsInside("org.apache.hc.core5.pool.StrictConnPool", "lease")
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
                .blockingMethodCallback(method -> WAITS.add(new BlockingOperationError(method)))
                .install();
    }
}
