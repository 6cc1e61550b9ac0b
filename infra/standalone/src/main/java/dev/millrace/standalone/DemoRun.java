package dev.millrace.standalone;

import dev.millrace.demo.DemoShop;
import dev.millrace.demo.DemoSummary;
import dev.millrace.demo.Invoice;
import dev.millrace.demo.RetailFile;
import dev.millrace.eventstore.EventLog;
import dev.millrace.standalone.StandaloneSettings.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.core.NestedExceptionUtils;

/**
 * The demo at a start: run on an empty store, taken up where an earlier run was broken off, left alone where it is done. A
 * file in the platform's folder remembers that one is under way. Blocks its caller while the shop fills.
 */
final class DemoRun {

    private final StandaloneSettings settings;
    private final URI platform;
    private final Terminal terminal;
    private final Path underWay;

    DemoRun(StandaloneSettings settings, URI platform, Terminal terminal) {
        this.settings = settings;
        this.platform = platform;
        this.terminal = terminal;
        this.underWay = settings.folder().resolve("demo-under-way");
    }

    void run(EventLog log) {
        if (settings.demo() == Demo.NONE) {
            terminal.say("No demo wished. Ctrl-C stops everything.");
            return;
        }
        boolean resumed = Files.exists(underWay);
        boolean empty = Objects.requireNonNull(log.head().block()) == 0;
        if (!resumed && !empty) {
            terminal.say("The store holds data; the demo is left alone. Ctrl-C stops everything.");
            return;
        }
        List<Invoice> invoices = invoices();
        mark();
        terminal.say(
                "%s a retailer's orders, %,d of them:", resumed ? "Placing the rest of" : "Placing", invoices.size());
        DemoShop shop = new DemoShop(platform, settings.ordersAtOnce(), terminal.progress());
        DemoSummary summary;
        try {
            summary = Objects.requireNonNull(shop.run(invoices).block());
        } catch (RuntimeException e) {
            // A customer who gave up is no reason to close the shop.
            terminal.say(
                    "%nThe demo has ended early: %s",
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
            terminal.say("The platform goes on; the rest is placed at the next start. Ctrl-C stops everything.");
            return;
        }
        terminal.summary(summary);
        unmark();
    }

    private List<Invoice> invoices() {
        return settings.demo() == Demo.FULL
                ? RetailFile.at(Objects.requireNonNull(settings.demoFile()))
                : RetailFile.shipped();
    }

    private void mark() {
        try {
            Files.writeString(underWay, settings.demo() + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unmark() {
        try {
            Files.deleteIfExists(underWay);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
