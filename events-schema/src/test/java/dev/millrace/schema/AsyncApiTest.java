package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {

    private final JsonNode document = new YAMLMapper().readTree(Contract.ASYNCAPI);

    @Test
    void the_committed_document_is_that_of_the_events() throws IOException {
        assertThat(Files.readString(Contract.ASYNCAPI))
                .as("%s is out of date. Run: %s", Contract.ASYNCAPI, CommittedSchemas.REGENERATE)
                .isEqualTo(new AsyncApiDocument().yaml());
    }

    @Test
    void it_is_an_asyncapi_3_document_of_the_topic() {
        assertThat(document.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
        assertThat(document.at("/channels/events/address").asString()).isEqualTo("millrace.events.v1");
        assertThat(document.at("/operations/publishEvents/action").asString()).isEqualTo("send");
    }

    @Test
    void it_knows_every_event_and_the_watermark() {
        assertThat(document.at("/channels/events/messages").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(AsyncApiDocument.messageNames(), Stream.of(AsyncApiDocument.WATERMARK))
                                .toList())
                .containsAll(EventCatalog.types().stream()
                        .map(EventCatalog::typeName)
                        .toList());
    }

    @Test
    void it_knows_every_version_that_was_ever_published() throws IOException {
        Path schemas = Contract.RESOURCES.resolve("schemas");
        try (Stream<Path> files = Files.walk(schemas)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> Contract.RESOURCES.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            document.at("/components/messages").findValuesAsString("$ref").stream()
                                    .filter(reference -> reference.startsWith("schemas/"))
                                    .toList());
        }
        assertThat(document.at("/components/messages/millrace.order.OrderPlaced.v1/name")
                        .asString())
                .isEqualTo("millrace.order.OrderPlaced");
    }

    @Test
    void its_references_lead_somewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isObject()).isTrue();
            } else {
                assertThat(Contract.RESOURCES.resolve(reference)).isRegularFile();
            }
        });
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.get("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }
}
