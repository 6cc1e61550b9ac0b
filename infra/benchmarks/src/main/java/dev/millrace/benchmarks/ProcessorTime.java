package dev.millrace.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What processor time the platform, its servers and this client have taken since they started. */
record ProcessorTime(Map<String, Duration> byProgram) {

    private static final List<String> SERVERS = List.of("postgres", "kafka", "elasticsearch", "redis");

    static ProcessorTime of(ProcessHandle platform) {
        Map<String, Duration> times = new TreeMap<>();
        times.put("platform", taken(platform));
        times.put("client", taken(ProcessHandle.current()));
        try (Stream<ProcessHandle> descendants = platform.descendants()) {
            descendants.forEach(server -> times.merge(name(server), taken(server), Duration::plus));
        }
        return new ProcessorTime(times);
    }

    private static String name(ProcessHandle server) {
        String line = server.info().commandLine().orElse("").toLowerCase(Locale.ROOT);
        return SERVERS.stream().filter(line::contains).findFirst().orElse("other");
    }

    private static Duration taken(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Milliseconds since then, of all but this client, per unit of what was done meanwhile. */
    double withoutClientSince(ProcessorTime before, long units) {
        return each(before, units).entrySet().stream()
                .filter(time -> !time.getKey().equals("client"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Since then, per unit of what was done meanwhile, the most first; in milliseconds. */
    String since(ProcessorTime before, long units) {
        Map<String, Double> each = each(before, units);
        double all = each.values().stream().mapToDouble(Double::doubleValue).sum();
        String parts = each.entrySet().stream()
                .filter(part -> part.getValue() >= 0.05)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(part -> String.format(Locale.ROOT, "%s %.1f", part.getKey(), part.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%.1f ms (%s)", all, parts);
    }

    private Map<String, Double> each(ProcessorTime before, long units) {
        return byProgram.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        time -> time.getValue()
                                        .minus(before.byProgram.getOrDefault(time.getKey(), Duration.ZERO))
                                        .toNanos()
                                / 1e6
                                / Math.max(1, units)));
    }
}
