package dev.millrace.benchmarks;

import dev.millrace.benchmarks.Load.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Two builds of the platform on one machine, in turns: each measure is taken of the one and of the other in each turn, and the median counts.
 * Both run all the time, each with servers of its own; whoever isn't measured is idle.
 *
 * <p>Arguments: the file to write the table to, the other build's {@code millrace-standalone-…-exec.jar}. Properties: {@code compare.turns} (3),
 * {@code compare.seconds} of a measurement (20), {@code compare.warm}, seconds of warming up for each (180), {@code compare.measures}, some of
 * {@code start,orders,shopper,reads,fresh} (all).
 */
public final class CompareBenchmark {

    private static final int TURNS = Integer.getInteger("compare.turns", 3);
    private static final Duration SECONDS = Duration.ofSeconds(Integer.getInteger("compare.seconds", 20));
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("compare.warm", 180));
    private static final Set<String> MEASURES =
            Set.of(System.getProperty("compare.measures", "start,orders,shopper,reads,fresh")
                    .split(","));
    private static final Duration WARM_ROUND = Duration.ofSeconds(30);
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final int ORDERS_AT_ONCE = 48;
    private static final int READERS = 32;

    private final Path jar;
    /** By measure, what each turn saw of the other build and of this one. */
    private final Map<String, List<double[]>> measured = new LinkedHashMap<>();

    private CompareBenchmark(Path jar) {
        this.jar = jar;
    }

    public static void main(String[] arguments) throws IOException {
        Results.write(Path.of(arguments[0]), new CompareBenchmark(Path.of(arguments[1]))::run);
    }

    private String run(Path folder) throws IOException {
        int port = PlatformBenchmark.freePort();
        Build other = Build.packaged(jar, folder.resolve("other"));
        try (Contender before = Contender.start(other, folder.resolve("before"), port);
                Contender now = Contender.start(Build.own(), folder.resolve("now"), PlatformBenchmark.freePort())) {
            if (MEASURES.contains("start")) {
                turns(before, now, this::start);
            }
            for (Duration warm = Duration.ZERO; warm.compareTo(WARM) < 0; warm = warm.plus(WARM_ROUND)) {
                for (Contender contender : List.of(before, now)) {
                    Shopper shopper = new Shopper(contender.platform().url());
                    Load.closed(ORDERS_AT_ONCE, WARM_ROUND.dividedBy(2), contender.shop()::order);
                    Load.closed(READERS, WARM_ROUND.dividedBy(2), shopper::checkOut);
                }
            }
            if (MEASURES.contains("orders")) {
                turns(before, now, this::orders);
            }
            if (MEASURES.contains("shopper")) {
                turns(before, now, this::shopper);
            }
            if (MEASURES.contains("reads")) {
                turns(before, now, this::reads);
            }
            if (MEASURES.contains("fresh")) {
                turns(before, now, this::fresh);
            }
            turns(
                    before,
                    now,
                    contender -> Map.of("resident memory of the platform, MiB", (double)
                            contender.platform().residentMebibytes()));
        }
        return """
                # Two builds, measured side by side

                %s, on %s, which clients, platforms and all servers share. Medians of %d turns of %d s; the ratio's bounds are those of single turns.

                | measure | before | now | now / before |
                |---|---|---|---|
                %s
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Machine.described(),
                        TURNS,
                        SECONDS.toSeconds(),
                        String.join("\n", rows()));
    }

    private interface Measuring {
        Map<String, Double> of(Contender contender) throws IOException;
    }

    private void turns(Contender before, Contender now, Measuring measuring) throws IOException {
        for (int turn = 0; turn < TURNS; turn++) {
            Map<String, Double> first = measuring.of(before);
            Map<String, Double> second = measuring.of(now);
            first.forEach((name, value) -> {
                double[] both = {value, second.getOrDefault(name, Double.NaN)};
                measured.computeIfAbsent(name, unseen -> new ArrayList<>()).add(both);
                System.out.printf(Locale.ROOT, "… %s: %.1f, now %.1f%n", name, both[0], both[1]);
            });
        }
    }

    private Map<String, Double> start(Contender contender) {
        contender.restart();
        Map<String, Double> found = new LinkedHashMap<>();
        found.put(
                "start on data that is there, s", contender.platform().startUp().toMillis() / 1_000.0);
        found.put(
                "whole orders a second in the first minute, %d at a time".formatted(ORDERS_AT_ONCE),
                Load.closed(ORDERS_AT_ONCE, FIRST_MINUTE, contender.shop()::order)
                        .perSecond());
        return found;
    }

    private Map<String, Double> orders(Contender contender) {
        Map<String, Double> found = new LinkedHashMap<>();
        for (int atOnce : new int[] {ORDERS_AT_ONCE, 4 * ORDERS_AT_ONCE}) {
            load(contender, "whole orders, %d at a time".formatted(atOnce), atOnce, contender.shop()::order, found);
        }
        ProcessorTime before = contender.platform().processorTime();
        Measured placed = Load.open(50, SECONDS, contender.shop()::place);
        Projected.awaitAll(contender.platform().url());
        found.put(
                "orders placed, 50 a second: processor ms each",
                contender
                        .platform()
                        .processorTime()
                        .withoutClientSince(before, placed.microseconds().getTotalCount()));
        return found;
    }

    private Map<String, Double> shopper(Contender contender) {
        Map<String, Double> found = new LinkedHashMap<>();
        for (int atOnce : new int[] {1, 8, 32}) {
            Shopper shopper = new Shopper(contender.platform().url());
            load(contender, "checkouts, shoppers at once: " + atOnce, atOnce, shopper::checkOut, found);
            if (atOnce == 1) {
                found.put("placed to confirmed, one shopper: p50 ms", shopper.confirmingMilliseconds(50));
            }
        }
        return found;
    }

    private Map<String, Double> reads(Contender contender) {
        Reads reads = new Reads(contender.platform().url());
        Map<String, Double> found = new LinkedHashMap<>();
        load(contender, "product lists, %d clients".formatted(READERS), READERS, reads::list, found);
        load(contender, "searches, %d clients".formatted(READERS), READERS, reads::search, found);
        load(contender, "products by id, %d clients".formatted(READERS), READERS, reads::product, found);
        return found;
    }

    private Map<String, Double> fresh(Contender contender) {
        Freshness freshness = new Freshness(contender.platform().url());
        freshness.reads(200);
        return Map.of("read of what was just written, idle: p50 ms", freshness.shownMilliseconds(50));
    }

    private static void load(
            Contender contender, String name, int atOnce, LongFunction<Mono<?>> request, Map<String, Double> found) {
        ProcessorTime before = contender.platform().processorTime();
        Measured done = Load.closed(atOnce, SECONDS, request);
        ProcessorTime after = contender.platform().processorTime();
        found.put(name + ": a second", done.perSecond());
        found.put(name + ": p50 ms", done.milliseconds(50));
        found.put(
                name + ": processor ms each",
                after.withoutClientSince(before, done.microseconds().getTotalCount()));
        if (done.failed() > 0) {
            throw new IllegalStateException(name + ": " + done.failed() + " failed");
        }
    }

    private List<String> rows() {
        return measured.entrySet().stream()
                .map(entry -> {
                    List<double[]> turns = entry.getValue();
                    return "| %s | %.1f | %.1f | %.2f (%.2f to %.2f) |"
                            .formatted(
                                    entry.getKey(),
                                    median(turns.stream().map(both -> both[0])),
                                    median(turns.stream().map(both -> both[1])),
                                    median(ratios(turns)),
                                    ratios(turns).min(Double::compare).orElseThrow(),
                                    ratios(turns).max(Double::compare).orElseThrow());
                })
                .toList();
    }

    private static Stream<Double> ratios(List<double[]> turns) {
        return turns.stream().map(both -> both[1] / both[0]);
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
