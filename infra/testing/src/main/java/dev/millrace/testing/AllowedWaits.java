package dev.millrace.testing;

import java.util.concurrent.ThreadPoolExecutor;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Waits that hold nothing up, each with its reason. None is a wait for a network, another process or another request. */
final class AllowedWaits implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder watch) {
        watch
                // Once per class: it is read from its archive where it is first needed.
                .allowBlockingCallsInside(ClassLoader.class.getName(), "loadClass")
                // Once per resource, likewise.
                .allowBlockingCallsInside("java.util.zip.ZipFile$Source", "readAt")
                .allowBlockingCallsInside("java.util.zip.ZipFile$Source", "readFullyAt")
                // Random numbers: the device that they are read from never keeps anyone waiting.
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "implNextBytes")
                // Once per process: the JDK reads which ciphers its policy allows.
                .allowBlockingCallsInside("javax.crypto.JceSecurity", "setupJurisdictionPolicies")
                // A worker that waits for its next task holds nothing up.
                .allowBlockingCallsInside(ThreadPoolExecutor.class.getName(), "getTask")
                // Once per process: Netty reads what system it is on.
                .allowBlockingCallsInside("io.netty.util.internal.PlatformDependent", "processOsReleaseFile")
                // Once per process: native libraries are unpacked where the first connection, or compressed content,
                // needs them.
                .allowBlockingCallsInside("io.netty.util.internal.NativeLibraryLoader", "load")
                .allowBlockingCallsInside("com.github.luben.zstd.util.Native", "load")
                // Moments: locks around a counter each, of ids made in one millisecond and of commands under way to
                // Redis.
                .allowBlockingCallsInside(
                        "com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory$UuidFunction", "apply")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                // Moments: the lock around the connection to Redis; making one, which waits, stays forbidden.
                .allowBlockingCallsInside(
                        "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory", "doInLock")
                .disallowBlockingCallsInside(
                        "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory$SharedConnection",
                        "getNativeConnection")
                // Moments: a lock around a list, of connections to Elasticsearch.
                .allowBlockingCallsInside("org.apache.hc.core5.pool.StrictConnPool", "lease")
                // Once per type: who meets one first makes its deserializer, under a lock.
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
    }
}
