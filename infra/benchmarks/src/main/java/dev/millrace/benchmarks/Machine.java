package dev.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
