package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What several rounds said, by name; medians are what counts. */
final class Samples {

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        System.out.printf(Locale.ROOT, "  %s: %.2f%n", name, value);
    }

    /** Throughput, and the times of single requests. */
    void add(String name, Load.Measured measured) {
        add(name, measured.perSecond());
        add(name + ", p50 ms", measured.milliseconds(50));
        add(name + ", p99 ms", measured.milliseconds(99));
        if (measured.failed() > 0) {
            add(name + ", failed", (double) measured.failed());
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double median(String name) {
        return median(of(name));
    }

    /** The median of what the rounds say one by one: what slows a whole round down does not tell. */
    double ratio(String dividend, String divisor) {
        List<Double> above = of(dividend);
        List<Double> below = of(divisor);
        if (above.size() != below.size()) {
            throw new IllegalStateException("Not measured in the same rounds: " + dividend + ", " + divisor);
        }
        return median(IntStream.range(0, above.size())
                .mapToObj(round -> above.get(round) / below.get(round))
                .toList());
    }

    private List<Double> of(String name) {
        List<Double> samples = values.getOrDefault(name, List.of());
        if (samples.isEmpty()) {
            throw new IllegalStateException("Not measured: " + name);
        }
        return samples;
    }

    private static double median(List<Double> samples) {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** A row for each, with the least and the greatest beside the median. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        values.forEach((name, samples) -> rows.add(String.format(
                Locale.ROOT,
                "| %s | %,.2f | %,.2f | %,.2f |",
                name,
                median(name),
                Collections.min(samples),
                Collections.max(samples))));
        return rows;
    }
}
