package dev.millrace.standalone;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.demo.DemoProgress;
import dev.millrace.demo.DemoShop;
import dev.millrace.demo.DemoSummary;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.RetailFile;
import dev.millrace.testing.ServerProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.util.retry.Retry;

/** The JVM of the whole platform is killed again and again while it takes orders, and its servers with it. */
class KilledPlatformTest {

    private static final int ORDERS = 240;
    private static final int MOST_LINES = 12;

    /** How far a run is to come before it is killed. */
    @FunctionalInterface
    private interface Depth {

        void reached(OwnJvm platform);
    }

    private static final List<Depth> DEPTHS = List.of(
            starting -> starting.says("PostgreSQL     ready"),
            stocking -> awaitEvents(stocking, 200, "millrace.inventory.StockReceived"),
            ordering -> awaitEvents(ordering, 40, "millrace.order.OrderPlaced"),
            shipping -> awaitEvents(shipping, 110, "millrace.order.OrderDelivered"));

    @Test
    void the_books_balance_after_the_platform_was_killed_again_and_again(@TempDir Path folder) throws Exception {
        Path file = firstOrders(folder);
        List<Invoice> invoices = RetailFile.at(file);
        List<ProcessHandle> orphans = new ArrayList<>();
        for (Depth depth : DEPTHS) {
            try (OwnJvm platform = started(folder, file)) {
                depth.reached(platform);
                orphans.addAll(platform.children());
                platform.kill();
            }
            assertThat(underWay(folder)).isEqualTo(depth != DEPTHS.getFirst());
        }
        // The last start came at once, while the servers of the one before were on their way out.
        try (OwnJvm platform = started(folder, file)) {
            platform.says("The shop is open");
            assertThat(orphans).hasSizeGreaterThan(4 * DEPTHS.size() - 4).noneMatch(ProcessHandle::isAlive);
            assertThat(underWay(folder)).isFalse();

            assertThat(folder.resolve("platform/logs/millrace.log"))
                    .content()
                    .contains("[millrace]")
                    .doesNotContain("[payment-sandbox]");

            new Books(platform.api(), invoices, asked(platform.api(), invoices)).balance();

            List<ProcessHandle> servers = platform.children();
            platform.stop();
            await().atMost(Duration.ofSeconds(10)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static OwnJvm started(Path folder, Path file) throws IOException {
        return OwnJvm.platform(
                folder,
                ServerProperties.none()
                        .and("millrace.demo", "full")
                        .and("millrace.demo-file", file)
                        .and("millrace.demo-orders-at-once", 16));
    }

    /** Until the live log has told so many events of a type. A platform that has just started may be too busy at first. */
    private static void awaitEvents(OwnJvm platform, int events, String type) {
        WebClient.create(platform.api().toString())
                .get()
                .uri("/api/v1/events?type={type}", type)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .filter(event -> event.id() != null)
                .elementAt(events - 1)
                .retryWhen(Retry.backoff(30, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2)))
                .onErrorMap(e -> new AssertionError(platform.output(), e))
                .block(Duration.ofMinutes(4));
    }

    private static boolean underWay(Path folder) {
        return Files.exists(folder.resolve("platform/demo-under-way"));
    }

    /** Which order each invoice has become. Asking places every order once more: none may come of it. */
    private static Map<String, String> asked(URI platform, List<Invoice> invoices) {
        long before = new ReadApi(platform).events().count();
        DemoSummary again = Objects.requireNonNull(
                new DemoShop(platform, 32, DemoProgress.silent()).run(invoices).block(Duration.ofMinutes(3)));
        assertThat(new ReadApi(platform).events()).hasSize(Math.toIntExact(before));
        ReadSide.awaitAll(platform);
        return again.orders();
    }

    /** A file of the first of the shipped orders; not the long ones, which need many products. */
    private static Path firstOrders(Path folder) throws IOException {
        Path file = folder.resolve("orders.csv");
        try (var shipped = RetailFile.class.getResourceAsStream("/online-retail/orders.csv.gz");
                var unzipped = new GZIPInputStream(Objects.requireNonNull(shipped));
                var text = new BufferedReader(new InputStreamReader(unzipped, StandardCharsets.UTF_8))) {
            String header = text.readLine();
            Map<String, List<String>> orders = text.lines()
                    .collect(groupingBy(line -> line.substring(0, line.indexOf(',')), LinkedHashMap::new, toList()));
            Stream<String> lines = orders.values().stream()
                    .filter(order -> order.size() <= MOST_LINES)
                    .limit(ORDERS)
                    .flatMap(List::stream);
            Files.write(file, Stream.concat(Stream.of(header), lines).toList());
        }
        return file;
    }
}
