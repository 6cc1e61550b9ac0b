package dev.millrace.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.core.scheduler.Schedulers;

/**
 * Has BlockHound note every wait of a thread that must not wait: event loops of Netty, threads that Reactor calls
 * non-blocking, threads that answer for Elasticsearch. On from the start of the test JVM, in every module that has this one
 * on its test class path; where it can't be, no test runs. {@link EventLoopsNeverWait} fails the test that was running. What
 * is allowed nevertheless stands in {@link AllowedWaits}.
 */
public final class EventLoopWatch implements LauncherSessionListener {

    private static final String FILE_CHANNELS = "sun.nio.ch.UnixFileDispatcherImpl";

    private static final Queue<Throwable> WAITS = new ConcurrentLinkedQueue<>();
    private static volatile boolean on;

    /** For JUnit's platform, which finds it as a service. */
    public EventLoopWatch() {}

    /** @throws IllegalStateException if waits can't be noted in this JVM, naming the flag that is missing */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (on) {
            return;
        }
        BlockHound.builder()
                .loadIntegrations(new AllowedWaits())
                // Files by way of channels, which BlockHound itself doesn't know.
                .markAsBlocking(FILE_CHANNELS, "read0", "(Ljava/io/FileDescriptor;JI)I")
                .markAsBlocking(FILE_CHANNELS, "pread0", "(Ljava/io/FileDescriptor;JIJ)I")
                .markAsBlocking(FILE_CHANNELS, "write0", "(Ljava/io/FileDescriptor;JI)I")
                .markAsBlocking(FILE_CHANNELS, "force0", "(Ljava/io/FileDescriptor;Z)I")
                // Sockets read and written by a thread that waits.
                .markAsBlocking("sun.nio.ch.Net", "poll", "(Ljava/io/FileDescriptor;IJ)I")
                .nonBlockingThreadPredicate(known -> known.or(EventLoopWatch::answersForElasticsearch))
                .blockingMethodCallback(EventLoopWatch::note)
                .install();
        prove();
        on = true;
    }

    static void failIfOff() {
        if (!on) {
            throw new IllegalStateException("nobody watches the event loops of this JVM: " + EventLoopWatch.class
                    + " was not called when it started");
        }
    }

    /** @throws AssertionError with the stacks of the threads that waited since the last call */
    static void failIfAnyWaited() {
        List<Throwable> waits = takeWaits();
        if (!waits.isEmpty()) {
            throw failure(waits);
        }
    }

    /** The waits noted since the last call, each with the stack of the thread that waited. Thread-safe. */
    public static List<Throwable> takeWaits() {
        List<Throwable> taken = new ArrayList<>();
        for (Throwable wait = WAITS.poll(); wait != null; wait = WAITS.poll()) {
            taken.add(wait);
        }
        return taken;
    }

    private static AssertionError failure(List<Throwable> waits) {
        List<Throwable> different = new ArrayList<>();
        for (Throwable wait : waits) {
            if (different.stream().noneMatch(known -> samePlace(known, wait))) {
                different.add(wait);
            }
        }
        AssertionError failure = new AssertionError(
                "%d times, in %d places, a thread waited that must not".formatted(waits.size(), different.size()));
        different.forEach(failure::addSuppressed);
        return failure;
    }

    private static boolean samePlace(Throwable one, Throwable other) {
        return List.of(one.getStackTrace()).equals(List.of(other.getStackTrace()));
    }

    private static void note(BlockingMethod method) {
        WAITS.add(new IllegalStateException(
                Thread.currentThread().getName() + " waited in " + method.getClassName() + "." + method.getName()));
    }

    private static boolean answersForElasticsearch(Thread thread) {
        return thread.getName().startsWith("httpclient-dispatch");
    }

    private static void prove() {
        CompletableFuture.runAsync(() -> LockSupport.parkNanos(1), Schedulers.parallel()::schedule)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        if (takeWaits().isEmpty()) {
            throw new IllegalStateException("a wait on an event loop goes unnoticed in this JVM");
        }
    }
}
