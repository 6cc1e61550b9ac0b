package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import reactor.core.scheduler.Schedulers;

class EventLoopWatchTest {

    private interface Waiting {
        void run() throws Exception;
    }

    @Test
    void a_test_fails_during_which_an_event_loop_waited() {
        SummaryGeneratingListener results = new SummaryGeneratingListener();

        LauncherFactory.create()
                .execute(request().selectors(selectClass(Patient.class)).build(), results);

        assertThat(results.getSummary().getFailures()).singleElement().satisfies(failure -> {
            assertThat(failure.getTestIdentifier().getDisplayName()).contains("waits_on_an_event_loop");
            assertThat(failure.getException().getSuppressed())
                    .flatExtracting(wait -> List.of(wait.getStackTrace()))
                    .extracting(StackTraceElement::getMethodName)
                    .contains("waitAMoment");
        });
        assertThat(results.getSummary().getTestsSucceededCount()).isOne();
    }

    /** Run by the test above only: nested classes are none of Surefire's. */
    static class Patient {
        @Test
        void waits_on_an_event_loop() {
            on(Schedulers.parallel()::schedule, EventLoopWatchTest::waitAMoment);
        }

        @Test
        void waits_where_it_may() {
            on(Schedulers.boundedElastic()::schedule, EventLoopWatchTest::waitAMoment);
        }
    }

    @Test
    void each_way_to_wait_is_noted() throws Exception {
        Object lock = new Object();
        Path file = Files.createTempFile("watch", ".txt");
        assertThat(noted(() -> Thread.sleep(1))).contains("Thread.sleep");
        assertThat(noted(() -> {
                    synchronized (lock) {
                        lock.wait(1);
                    }
                }))
                .contains("Object.wait");
        assertThat(noted(() -> new FileInputStream(file.toFile()).read(new byte[1])))
                .contains("FileInputStream.read");
        assertThat(noted(() -> Files.readString(file))).contains("UnixFileDispatcherImpl.read0");
        Files.delete(file);
    }

    @Test
    void no_test_runs_where_waits_can_not_be_noted() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unflagged.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).isNotZero();
        assertThat(output).contains("-XX:+AllowRedefinitionToAddDeleteMethods").doesNotContain("watched");
    }

    static final class Unflagged {
        static void main() {
            new EventLoopWatch().launcherSessionOpened(LauncherFactory.openSession());
            System.out.println("watched");
        }
    }

    private static String noted(Waiting waiting) {
        on(Schedulers.parallel()::schedule, waiting);
        return EventLoopWatch.takeWaits().toString();
    }

    private static void waitAMoment() {
        LockSupport.parkNanos(1_000);
    }

    private static void on(Executor threads, Waiting waiting) {
        CompletableFuture.runAsync(
                        () -> {
                            try {
                                waiting.run();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        threads)
                .join();
    }
}
