package dev.millrace.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
            add(name + ", failed", measured.failed());
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    double median(String name) {
        List<Double> sorted = new ArrayList<>(values.getOrDefault(name, List.of()));
        if (sorted.isEmpty()) {
            throw new IllegalStateException("Not measured: " + name);
        }
        Collections.sort(sorted);
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
