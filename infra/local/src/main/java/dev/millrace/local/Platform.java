package dev.millrace.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What matters here about the machine. */
final class Platform {
    private static final String OS = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    private static final String ARCHITECTURE = System.getProperty("os.arch").toLowerCase(Locale.ROOT);

    private Platform() {}

    static boolean mac() {
        return OS.startsWith("mac");
    }

    static boolean windows() {
        return OS.startsWith("windows");
    }

    static boolean arm() {
        return ARCHITECTURE.equals("aarch64") || ARCHITECTURE.equals("arm64");
    }

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    static boolean has(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
