package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.demo.DemoProgress;
import dev.millrace.demo.DemoShop;
import dev.millrace.demo.DemoSummary;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.RetailFile;
import dev.millrace.testing.EventLoopsNeverWait;
import dev.millrace.testing.ServerProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;

/** The shipped orders through the public API, on real servers, to the penny. */
@Tag(EventLoopsNeverWait.UNDER_LOAD)
class RetailOrdersTest {

    @Test
    void the_books_balance_once_all_shipped_orders_are_through(@TempDir Path folder) {
        List<Invoice> invoices = RetailFile.shipped();
        try (Platform platform = started(folder)) {
            DemoShop shop = new DemoShop(platform.url(), 48, DemoProgress.silent());

            DemoSummary summary = Objects.requireNonNull(shop.run(invoices).block(Duration.ofMinutes(15)));

            ReadSide.awaitAll(platform.url());
            new Books(platform.url(), invoices, summary.orders()).balance();
            assertThat(summary.rejected()).containsOnlyKeys("payment-declined", "stock-missing");
            assertThat(summary.confirmed()).isGreaterThan(invoices.size() * 3 / 4);
        }
    }

    private static Platform started(Path folder) {
        Map<String, Object> servers = ServerProperties.shared()
                .and("server.port", 0)
                .and("millrace.folder", folder)
                .and("millrace.demo", "none")
                .asMap();
        Binder binder = new Binder(
                ConfigurationPropertySources.from(new org.springframework.core.env.MapPropertySource("test", servers)));
        String[] arguments = servers.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
        return Platform.start(StandaloneSettings.of(binder), binder, arguments, _ -> {});
    }
}
