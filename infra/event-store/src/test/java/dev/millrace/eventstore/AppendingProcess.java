package dev.millrace.eventstore;

import dev.millrace.local.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** A JVM of its own that appends until it is killed, and says what was acknowledged to it. */
final class AppendingProcess {

    private AppendingProcess() {}

    /** @param errors gets what it has to complain of */
    static Process start(PostgresAddress store, Path errors) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        store.host(),
                        Integer.toString(store.port()),
                        store.database(),
                        store.username(),
                        store.password())
                .redirectError(errors.toFile())
                .start();
    }

    public static void main(String[] arguments) {
        PostgresAddress address = new PostgresAddress(
                arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3], arguments[4]);
        PostgresEventLog log = TestStore.on(address).instance();
        // A machine that is busy with much else may take longer over the first connection than an append waits.
        log.head().retryWhen(Retry.backoff(5, Duration.ofMillis(200))).block();
        Flux.<UUID>generate(sink -> sink.next(UUID.randomUUID()))
                .flatMap(
                        name -> log.append(Ledger.append(name), AppendCondition.none())
                                .doOnNext(position -> acknowledge(name, position)),
                        32)
                .blockLast();
    }

    private static synchronized void acknowledge(UUID name, long position) {
        System.out.println("acknowledged " + name + " " + position + " .");
        System.out.flush();
    }
}
