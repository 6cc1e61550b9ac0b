package dev.millrace.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * What can be set for a platform in one JVM, beside what its processes know.
 *
 * @param folder {@code millrace.folder}: where servers, logs and the demo keep their files; {@code .millrace} if not told
 * @param port {@code server.port}: of the API, 0 for any free one; 8080 if not told
 * @param sandboxPort {@code millrace.sandbox.port}: of the payment sandbox, 0 for any free one, the default
 * @param demo {@code millrace.demo}: {@code sample}, {@code full} or {@code none}
 * @param demoFile {@code millrace.demo-file}: the file to replay, needed for {@code full} alone
 * @param ordersAtOnce {@code millrace.demo-orders-at-once}: 1 to 1,000, how many of the demo's orders are under way at a time
 */
record StandaloneSettings(
        Path folder,
        int port,
        int sandboxPort,
        Demo demo,
        @Nullable Path demoFile,
        int ordersAtOnce) {

    enum Demo {
        NONE,
        SAMPLE,
        FULL
    }

    /** @throws InvalidSetting if a setting is not as expected */
    StandaloneSettings {
        if (demo == Demo.FULL && demoFile == null) {
            throw new InvalidSetting("millrace.demo=full needs millrace.demo-file=<path of a file of orders>");
        }
        if (ordersAtOnce < 1 || ordersAtOnce > 1_000) {
            throw new InvalidSetting("millrace.demo-orders-at-once must be 1 to 1000, was " + ordersAtOnce);
        }
    }

    static StandaloneSettings of(Binder settings) {
        return new StandaloneSettings(
                settings.bind("millrace.folder", Path.class).orElse(Path.of(".millrace")),
                port(settings, "server.port", 8080),
                port(settings, "millrace.sandbox.port", 0),
                demo(settings.bind("millrace.demo", String.class).orElse("sample")),
                settings.bind("millrace.demo-file", Path.class).orElse(null),
                number(settings, "millrace.demo-orders-at-once", 48));
    }

    private static Demo demo(String value) {
        return switch (value) {
            case "none" -> Demo.NONE;
            case "sample" -> Demo.SAMPLE;
            case "full" -> Demo.FULL;
            default -> throw new InvalidSetting("millrace.demo must be sample, full or none, was " + value);
        };
    }

    static int port(Binder settings, String name, int otherwise) {
        int port = number(settings, name, otherwise);
        if (port < 0 || port > 65_535) {
            throw new InvalidSetting("%s must be 0 to 65535, was %d".formatted(name, port));
        }
        return port;
    }

    private static int number(Binder settings, String name, int otherwise) {
        String value = settings.bind(name, String.class).orElse(Integer.toString(otherwise));
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new InvalidSetting("%s must be a whole number, was %s".formatted(name, value));
        }
    }

    /** A setting is not as expected; the message names it. */
    static final class InvalidSetting extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        InvalidSetting(String message) {
            super(message);
        }
    }
}
