package dev.millrace.schema;

import dev.millrace.schema.CommittedSchemas.Current;
import java.nio.file.Path;
import java.util.List;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** The contract as the records have it now. */
final class Contract {

    static final Path RESOURCES = Path.of("src/main/resources");
    static final CommittedSchemas SCHEMAS =
            new CommittedSchemas(RESOURCES.resolve("schemas"), EventUpcasters.current());
    static final Path ASYNCAPI = RESOURCES.resolve("asyncapi.yaml");

    private Contract() {}

    static List<Current> events() {
        EventSchemaGenerator generator = new EventSchemaGenerator();
        return EventCatalog.types().stream()
                .map(type -> {
                    Event event = type.getAnnotation(Event.class);
                    return new Current(
                            event.namespace(),
                            event.name(),
                            Integer.parseInt(event.version()),
                            generator.generate(type));
                })
                .toList();
    }
}
