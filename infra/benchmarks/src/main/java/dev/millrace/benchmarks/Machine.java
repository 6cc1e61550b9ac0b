package dev.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Describes the machine that a table was measured on. */
final class Machine {

    private Machine() {}

    static String described() {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%d cores (%s), %d GiB of memory, %s %s, Java %s"
                .formatted(
                        os.getAvailableProcessors(),
                        processor(),
                        Math.round(os.getTotalMemorySize() / 1024.0 / 1024 / 1024),
                        os.getName(),
                        os.getVersion().replaceAll("-.*", ""),
                        Runtime.version().feature());
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** What the host of a virtual machine has given to others while this one wanted it, in ticks since the start; Linux only. */
    record Stolen(long stolen, long all) {

        static Stolen now() {
            try (var lines = Files.lines(Path.of("/proc/stat"))) {
                long[] ticks = Arrays.stream(lines.findFirst().orElseThrow().split(" +"))
                        .skip(1)
                        .limit(8)
                        .mapToLong(Long::parseLong)
                        .toArray();
                return new Stolen(ticks[7], Arrays.stream(ticks).sum());
            } catch (IOException e) {
                return new Stolen(0, 0);
            }
        }

        String since(Stolen before) {
            return all == before.all
                    ? "unknown"
                    : String.format(Locale.ROOT, "%.0f %%", 100.0 * (stolen - before.stolen) / (all - before.all));
        }
    }
}
