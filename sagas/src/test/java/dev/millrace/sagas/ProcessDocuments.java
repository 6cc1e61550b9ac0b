package dev.millrace.sagas;

import dev.millrace.cart.CartExpiry;
import dev.millrace.cart.CartExpirySettings;
import dev.millrace.order.FulfilmentSettings;
import dev.millrace.order.OrderFulfilment;
import dev.millrace.payment.GatewayRecord;
import dev.millrace.processes.ProcessDefinition;
import dev.millrace.processes.ProcessDiagram;
import dev.millrace.processes.RetryPolicy;
import dev.millrace.schema.BusinessEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The pages that show processes as pictures, made of their definitions. */
final class ProcessDocuments {

    static final String REGENERATE =
            "./mvnw -pl sagas -am test -Dtest=RegenerateDiagrams -Dsurefire.failIfNoSpecifiedTests=false";

    static final List<ProcessDefinition<?, ?, BusinessEvent>> DEFINITIONS = List.of(
            new CartExpiry(new CartExpirySettings(Duration.ofDays(7), Duration.ofDays(30))),
            new OrderFulfilment(
                    new FulfilmentSettings(Duration.ofMinutes(15), 16),
                    new GatewayRecord(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1)))));

    private static final Path FOLDER = Path.of("..", "docs", "processes");

    private ProcessDocuments() {}

    static Path file(ProcessDefinition<?, ?, ?> definition) {
        return FOLDER.resolve(definition.name() + ".md");
    }

    static String text(ProcessDefinition<?, ?, ?> definition) {
        return """
                <!-- Generated: %s -->
                # The process `%s`

                An instance for each `%s`. Boxes are steps, the rest are events.

                ```mermaid
                %s```
                """.formatted(REGENERATE, definition.name(), definition.tag(), ProcessDiagram.of(definition));
    }
}
