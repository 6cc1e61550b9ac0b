package dev.millrace.standalone;

import dev.millrace.demo.DemoProgress;
import dev.millrace.demo.DemoSummary;
import dev.millrace.local.ServerProgress;
import dev.millrace.local.ServerState;
import java.io.Console;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** What the user sees. Thread-safe. */
final class Terminal {

    private final PrintStream out;
    private final boolean interactive;

    Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    @SuppressWarnings("SystemConsoleNull") // It is null again in JDK 25 where there is no terminal.
    static Terminal standard() {
        Console console = System.console();
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8), console != null && console.isTerminal());
    }

    void greet(Path folder) {
        say("");
        say("Millrace. Data and logs: %s", folder);
        say("");
    }

    synchronized void server(ServerProgress step) {
        if (step.state() == ServerState.READY || step.state() == ServerState.FAILED) {
            say(
                    "  %-14s %-8s %5.1f s",
                    step.server().title(),
                    step.state().name().toLowerCase(Locale.ROOT),
                    step.elapsed().toMillis() / 1_000.0);
        } else if (step.state() == ServerState.PREPARING) {
            say("  %-14s %s", step.server().title(), "preparing");
        }
    }

    synchronized void ready(URI url, URI sandbox) {
        String api = url + "/api/v1";
        say("");
        say("  API               %s", api);
        say("  API, documented   %s/swagger-ui.html", url);
        say("  Event log, live   %s/events", api);
        say("  Projections       %s/admin/projections", api);
        say("  Payment sandbox   %s/v1/tokens", sandbox);
        say("  Health            %s/actuator/health", url);
        say("");
        say("  curl '%s/products?query=lantern&available=true&limit=3'", api);
        say("  curl '%s/sales/days'", api);
        say("  curl -N '%s/events/stream?type=millrace.order.OrderConfirmed'", api);
        say("");
    }

    DemoProgress progress() {
        return new ProgressBar(out, interactive, System::nanoTime);
    }

    synchronized void summary(DemoSummary demo) {
        int rejected =
                demo.rejected().values().stream().mapToInt(Integer::intValue).sum();
        say("");
        say("  Orders placed     %,d", demo.placed());
        say("  Confirmed         %,d, shipped and delivered", demo.confirmed());
        say("  Rejected          %,d", rejected);
        demo.rejected().forEach((reason, orders) -> say("    %-20s %,d", reason, orders));
        say("  Units             %,d", demo.units());
        say("  Revenue           £%,.2f", demo.revenue());
        say("  Events            %,d", demo.events());
        say("  Duration          %.1f s", demo.duration().toMillis() / 1_000.0);
        say("");
        say("The shop is open. Ctrl-C stops everything.");
    }

    synchronized void say(String format, Object... arguments) {
        out.println(format.formatted(arguments));
        out.flush();
    }

    void stopping() {
        say("");
        say("Stopping.");
    }

    void error(String message) {
        System.err.println("Millrace can't start: " + message);
    }
}
