package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.demo.DemoProgress;
import dev.millrace.demo.DemoShop;
import dev.millrace.demo.DemoSummary;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.RetailFile;
import dev.millrace.testing.ServerProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped orders through the public API, on real servers, to the penny. */
class RetailOrdersTest {

    @Test
    void the_books_balance_once_all_shipped_orders_are_through(@TempDir Path folder) throws IOException {
        List<Invoice> invoices = RetailFile.shipped();
        try (OwnJvm platform = started(folder)) {
            URI api = platform.api();

            DemoSummary summary = Objects.requireNonNull(
                    new DemoShop(api, 48, DemoProgress.silent()).run(invoices).block(Duration.ofMinutes(15)));

            ReadSide.awaitAll(api);
            new Books(api, invoices, summary.orders()).balance();
            assertThat(summary.rejected()).containsOnlyKeys("payment-declined", "stock-missing");
            assertThat(summary.confirmed()).isGreaterThan(invoices.size() * 3 / 4);
        }
    }

    private static OwnJvm started(Path folder) throws IOException {
        return OwnJvm.start(
                StandaloneApplication.class,
                folder,
                ServerProperties.shared()
                        .and("server.port", 0)
                        .and("millrace.folder", folder.resolve("platform"))
                        .and("millrace.demo", "none")
                        .asArguments());
    }
}
