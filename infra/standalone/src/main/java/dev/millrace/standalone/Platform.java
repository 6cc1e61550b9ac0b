package dev.millrace.standalone;

import dev.millrace.connections.PublicUrl;
import dev.millrace.local.ServerProgress;
import dev.millrace.sandbox.PaymentSandboxApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running platform: servers, payment sandbox and the four processes in this JVM. Starting and closing block. Closing goes the
 * other way round than starting.
 */
final class Platform implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    /** Both sides end with this JVM, and so does what they know each other by. */
    private final String webhookSecret = UUID.randomUUID().toString();

    private final int port;
    private final int sandboxPort;
    private final ConfigurableApplicationContext context;

    private Platform(
            StandaloneSettings settings, Binder binder, String[] arguments, Consumer<ServerProgress> progress) {
        this.port = free(settings.port());
        this.sandboxPort = free(settings.sandboxPort());
        try {
            Servers servers = opened(Servers.start(binder, settings.folder(), progress));
            SpringApplication sandbox = PaymentSandboxApplication.application();
            sandbox.setRegisterShutdownHook(false);
            opened(sandbox.run(asArguments(sandbox(settings.folder()))));
            this.context = opened(new SpringApplicationBuilder(Standalone.class)
                    .properties("spring.config.name=standalone", PublicUrl.SETTING + "=" + url())
                    .web(WebApplicationType.REACTIVE)
                    .registerShutdownHook(false)
                    .run(asArguments(processes(servers.settings()), arguments)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything.
     *
     * @param arguments {@code --name=value}, of any setting of any process
     * @param progress told of the local servers' steps, possibly by several threads at once
     */
    static Platform start(
            StandaloneSettings settings, Binder binder, String[] arguments, Consumer<ServerProgress> progress) {
        return new Platform(settings, binder, arguments, progress);
    }

    URI url() {
        return URI.create("http://%s:%d".formatted(LOOPBACK, port));
    }

    URI sandboxUrl() {
        return URI.create("http://%s:%d".formatted(LOOPBACK, sandboxPort));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.getLogger(Platform.class.getName()).log(System.Logger.Level.WARNING, "not closed cleanly", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        running.push(part);
        return part;
    }

    private Map<String, Object> sandbox(Path folder) {
        return Map.of(
                "millrace.sandbox.webhooks.secret",
                webhookSecret,
                "server.port",
                sandboxPort,
                "millrace.sandbox.folder",
                folder.resolve("payment-sandbox"),
                "millrace.sandbox.webhooks.url",
                url() + "/api/v1/payments/webhooks/sandbox",
                // The first context to start sets up the log for all, with its name in each line.
                "spring.application.name",
                "millrace",
                "logging.file.name",
                folder.resolve("logs/millrace.log"),
                "logging.threshold.console",
                "ERROR");
    }

    private Map<String, Object> processes(Map<String, Object> servers) {
        Map<String, Object> settings = new HashMap<>(servers);
        settings.put("server.port", port);
        settings.put("millrace.payment.gateway.uri", sandboxUrl());
        settings.put("millrace.payments.sandbox.webhook-secret", webhookSecret);
        return settings;
    }

    /** Later arguments of the same name win, so the user's own come last. */
    private static String[] asArguments(Map<String, Object> settings, String... more) {
        var own =
                settings.entrySet().stream().map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()));
        return java.util.stream.Stream.concat(own, java.util.Arrays.stream(more).filter(argument -> !isPort(argument)))
                .toArray(String[]::new);
    }

    /** Ports are chosen here, since 0 stands for any. */
    private static boolean isPort(String argument) {
        return argument.startsWith("--server.port=") || argument.startsWith("--millrace.sandbox.port=");
    }

    private static int free(int port) {
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
