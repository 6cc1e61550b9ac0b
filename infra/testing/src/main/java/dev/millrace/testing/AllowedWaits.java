package dev.millrace.testing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
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
                // Moments: a lock that another holds. Monitors go unnoticed too; who waits for more than a moment while
                // holding one is noted there.
                .allowBlockingCallsInside(ReentrantLock.class.getName(), "lock")
                .allowBlockingCallsInside(ReentrantLock.class.getName(), "tryLock")
                .allowBlockingCallsInside(ReentrantReadWriteLock.ReadLock.class.getName(), "lock")
                .allowBlockingCallsInside(ReentrantReadWriteLock.WriteLock.class.getName(), "lock")
                .allowBlockingCallsInside(StampedLock.class.getName(), "readLock")
                .allowBlockingCallsInside(StampedLock.class.getName(), "writeLock")
                .allowBlockingCallsInside(ConcurrentHashMap.class.getName() + "$TreeBin", "contendedLock");
    }
}
