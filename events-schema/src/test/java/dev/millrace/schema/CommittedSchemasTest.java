package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.evolution.Upcasters;
import dev.millrace.schema.CommittedSchemas.Current;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class CommittedSchemasTest {

    private static final ObjectNode V1 =
            schema("{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\"}}}");
    private static final ObjectNode WIDER = schema(
            "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"integer\"}, \"b\": {\"type\": \"string\"}}}");
    private static final ObjectNode OTHER =
            schema("{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}");

    @TempDir
    Path folder;

    private CommittedSchemas committed;

    @BeforeEach
    void commit_version_1() {
        committed = new CommittedSchemas(folder, Upcasters.none());
        committed.write(List.of(event(1, V1)), false);
    }

    @Test
    void nothing_is_wrong_while_nothing_changes() {
        assertThat(committed.problems(List.of(event(1, V1)))).isEmpty();
    }

    @Test
    void a_change_that_is_borne_asks_to_be_written() {
        assertThat(committed.problems(List.of(event(1, WIDER))))
                .containsExactly("shop.Sold version 1 has changed in a way that every reader can bear. Run: "
                        + CommittedSchemas.REGENERATE);
        committed.write(List.of(event(1, WIDER)), false);
        assertThat(committed.problems(List.of(event(1, WIDER)))).isEmpty();
    }

    @Test
    void a_change_that_is_not_borne_is_explained_and_not_written() {
        committed.write(List.of(event(1, OTHER)), false);
        assertThat(committed.problems(List.of(event(1, OTHER))))
                .singleElement()
                .asString()
                .contains(
                        "shop.Sold version 1",
                        "  - a: its type was \"integer\", is \"string\"",
                        "version = \"2\"",
                        "teach EventUpcasters to make a 2 of a 1");
    }

    @Test
    void a_new_event_asks_to_be_written() {
        assertThat(committed.problems(List.of(event(1, V1), new Current("shop", "Opened", 1, V1))))
                .singleElement()
                .asString()
                .contains("Opened", "has no schema yet");
    }

    @Test
    void an_event_that_is_gone_is_missed() {
        assertThat(committed.problems(List.of()))
                .singleElement()
                .asString()
                .contains("Sold", "describes an event that is not in the catalogue");
    }

    @Test
    void a_new_version_needs_an_upcaster_and_leaves_the_old_schema_where_it_is() throws Exception {
        committed.write(List.of(event(2, OTHER)), false);
        assertThat(committed.problems(List.of(event(2, OTHER))))
                .containsExactly("EventUpcasters can't make a 2 of a 1 of shop.Sold, so stored events can't be read.");

        CommittedSchemas lifted = new CommittedSchemas(
                folder,
                Upcasters.builder()
                        .change("shop.Sold", "1", "2", UnaryOperator.identity())
                        .build());
        assertThat(lifted.problems(List.of(event(2, OTHER)))).isEmpty();

        Files.delete(folder.resolve("shop/Sold/1.json"));
        assertThat(lifted.problems(List.of(event(2, OTHER))))
                .singleElement()
                .asString()
                .contains("1.json is gone");
    }

    private static Current event(int version, ObjectNode schema) {
        return new Current("shop", "Sold", version, schema);
    }

    private static ObjectNode schema(String json) {
        return (ObjectNode) EventJson.mapper().readTree(json);
    }
}
