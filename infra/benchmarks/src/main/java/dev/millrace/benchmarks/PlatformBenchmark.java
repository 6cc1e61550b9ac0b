package dev.millrace.benchmarks;

import dev.millrace.benchmarks.Load.Measured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Measures a platform from the outside: start-up, single commands, whole orders, freshness. Takes about a quarter of an hour, half of
 * which is warming up: what is sustained is measured when the compilers have done their work. Client and platform share the machine.
 */
public final class PlatformBenchmark {

    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final int MOST_ROUNDS_OF_WARMING_UP = 40;
    private static final int ORDERS_AT_ONCE = 48;
    private static final int STALLED = 500;
    private static final int TURNS = 3;
    /** Whole orders a second that were aimed at on two cores. */
    private static final double AIM = 100;

    private final List<String> rows = new ArrayList<>();

    private PlatformBenchmark() {}

    /** The file to write the table to is the one argument. */
    public static void main(String[] arguments) throws IOException {
        Results.write(Path.of(arguments[0]), new PlatformBenchmark()::run);
    }

    private String run(Path folder) throws IOException {
        int port = freePort();
        try (PlatformProcess first = PlatformProcess.start(folder, port)) {
            row("start-up, empty folder", "%.1f s", first.startUp().toMillis() / 1_000.0);
        }
        // Clients of a benchmark have one address.
        try (PlatformProcess platform = PlatformProcess.start(
                folder,
                port,
                "--millrace.query-side.event-streams=" + 2 * STALLED,
                "--millrace.query-side.streams-per-client=" + 2 * STALLED)) {
            row("start-up, again", "%.1f s", platform.startUp().toMillis() / 1_000.0);
            try (Shop shop = new Shop(platform.url())) {
                measure(platform, shop);
            }
        }
        return """
                # The platform, measured

                %s, on %s. Client, platform and all servers share the machine. Regenerate with
                `./mvnw -Pbenchmarks test-compile`.

                | measure | value |
                |---|---|
                %s
                """.formatted(LocalDate.now(ZoneOffset.UTC), Machine.described(), String.join("\n", rows));
    }

    private void measure(PlatformProcess platform, Shop shop) {
        Carts carts = new Carts(platform.url());
        warmUp(platform.url(), shop);
        Load.closed(32, Duration.ofSeconds(5), carts::open);

        for (int clients : new int[] {1, 8, 64}) {
            say("single command, %d clients", clients);
            latencies(
                    "single command, closed loop, %d clients".formatted(clients),
                    Load.closed(clients, ROUND, carts::open));
        }
        double most = Math.max(orders(platform, shop, ORDERS_AT_ONCE), orders(platform, shop, 4 * ORDERS_AT_ONCE));

        beside(platform, shop, carts, AIM / 2, "half of the aim");
        beside(platform, shop, carts, most / 2, "half of the most");
        latencies("single command, open loop, 200/s", Load.open(200, ROUND, carts::open));

        besideStalledReaders(platform, shop);

        say("freshness");
        Freshness freshness = new Freshness(platform.url());
        freshness.measure(40, "idle");
        row(
                "command to listener of the log (SSE), idle",
                "p50 %.0f ms, p95 %.0f ms",
                freshness.liveMilliseconds(50),
                freshness.liveMilliseconds(95));
        row(
                "command to searchable, idle",
                "p50 %.0f ms, p95 %.0f ms",
                freshness.searchableMilliseconds(50),
                freshness.searchableMilliseconds(95));
        row(
                "reading a list at the position of a command, idle",
                "p50 %.0f ms, p95 %.0f ms",
                freshness.listedMilliseconds(50),
                freshness.listedMilliseconds(95));
        row(
                "reading a thing by its id at the position of a command, idle",
                "p50 %.0f ms, p95 %.0f ms",
                freshness.shownMilliseconds(50),
                freshness.shownMilliseconds(95));
    }

    /** Until the compilers take less than a tenth of one processor; before, they take a quarter of what the platform does. */
    private void warmUp(URI platform, Shop shop) {
        say("warming up");
        long begin = System.nanoTime();
        Duration before = Compilers.worked(platform);
        Duration busy = ROUND;
        for (int i = 0; i < MOST_ROUNDS_OF_WARMING_UP && busy.compareTo(ROUND.dividedBy(10)) > 0; i++) {
            Load.closed(ORDERS_AT_ONCE, ROUND, shop::order);
            Duration worked = Compilers.worked(platform);
            busy = worked.minus(before);
            before = worked;
        }
        row("warming up, until the compilers rest", "%.0f s", (System.nanoTime() - begin) / 1e9);
    }

    /** How many orders a second are confirmed. */
    private double orders(PlatformProcess platform, Shop shop, int atOnce) {
        say("orders, %d at a time", atOnce);
        Machine.Stolen stolen = Machine.Stolen.now();
        ProcessorTime before = platform.processorTime();
        Measured orders = Load.closed(atOnce, ROUND.multipliedBy(3), shop::order);
        ProcessorTime after = platform.processorTime();
        row("whole orders confirmed, %d at a time, 60 s".formatted(atOnce), "%.1f orders/s", orders.perSecond());
        row(
                "… cart to confirmation",
                "p50 %.0f ms, p95 %.0f ms, slowest %.0f ms",
                orders.milliseconds(50),
                orders.milliseconds(95),
                orders.milliseconds(100));
        row("… failed", "%d", orders.failed());
        row(
                "… processor time per order",
                "%s",
                after.since(before, orders.microseconds().getTotalCount()));
        row(
                "… processor time that the host took away",
                "%s",
                Machine.Stolen.now().since(stolen));
        settle(platform, "projections caught up after that load in");
        return orders.perSecond();
    }

    /** In turns, alone and beside readers of the log that don't read. */
    private void besideStalledReaders(PlatformProcess platform, Shop shop) {
        List<Double> ratios = new ArrayList<>();
        int cut = 0;
        double alone = 0;
        double beside = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            say("orders, without and with %d stalled readers, turn %d", STALLED, turn + 1);
            alone = Load.closed(ORDERS_AT_ONCE, ROUND.multipliedBy(2), shop::order)
                    .perSecond();
            try (StalledReaders readers = StalledReaders.of(platform.url(), STALLED)) {
                beside = Load.closed(ORDERS_AT_ONCE, ROUND.multipliedBy(2), shop::order)
                        .perSecond();
                cut += readers.cut();
            }
            ratios.add(beside / alone);
        }
        ratios.sort(null);
        row(
                "whole orders, %d at a time, beside %d readers of the log that don't read"
                        .formatted(ORDERS_AT_ONCE, STALLED),
                "%.2f times as many as without (turns: %.2f to %.2f; the last: %.1f and %.1f orders/s), %d readers cut",
                ratios.get(TURNS / 2),
                ratios.getFirst(),
                ratios.getLast(),
                beside,
                alone,
                cut);
    }

    /** Orders are placed at a steady rate and take their course; a few other commands beside them stand for any. */
    private void beside(PlatformProcess platform, Shop shop, Carts carts, double perSecond, String why) {
        say("%.0f orders/s", perSecond);
        Duration duration = ROUND.multipliedBy(2);
        // The compilers meet this kind of load for the first time.
        Load.open(perSecond, ROUND, shop::place);
        Machine.Stolen before = Machine.Stolen.now();
        CompletableFuture<Measured> orders =
                CompletableFuture.supplyAsync(() -> Load.open(perSecond, duration, shop::place));
        Measured commands = Load.open(10, duration, carts::open);
        latencies("orders placed, open loop, %.0f/s (%s): cart and checkout".formatted(perSecond, why), orders.join());
        latencies("… single command beside them", commands);
        row(
                "… processor time that the host took away",
                "%s",
                Machine.Stolen.now().since(before));
        settle(platform, "projections caught up after that load in");
    }

    private void latencies(String name, Measured measured) {
        row(
                name,
                "%.0f/s, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, %d failed",
                measured.perSecond(),
                measured.milliseconds(50),
                measured.milliseconds(95),
                measured.milliseconds(99),
                measured.failed());
    }

    private void settle(PlatformProcess platform, String name) {
        row(name, "%.1f s", Projected.awaitAll(platform.url()).toMillis() / 1_000.0);
    }

    private void row(String name, String format, Object... values) {
        String row = "| %s | %s |".formatted(name, String.format(Locale.ROOT, format, values));
        System.out.println(row);
        rows.add(row);
    }

    private static void say(String format, Object... values) {
        System.out.println("… " + format.formatted(values));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
