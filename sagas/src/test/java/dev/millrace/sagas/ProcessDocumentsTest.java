package dev.millrace.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.processes.ProcessDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessDocumentsTest {

    @ParameterizedTest
    @MethodSource
    void the_picture_is_as_the_definition_says(ProcessDefinition<?, ?, ?> definition) throws IOException {
        assertThat(Files.readString(ProcessDocuments.file(definition)))
                .as("regenerate by " + ProcessDocuments.REGENERATE)
                .isEqualTo(ProcessDocuments.text(definition));
    }

    @Test
    void each_picture_is_of_a_process() throws IOException {
        try (Stream<Path> pictures = Files.list(ProcessDocuments.FOLDER)) {
            assertThat(pictures)
                    .containsExactlyInAnyOrderElementsOf(ProcessDocuments.definitions().stream()
                            .map(ProcessDocuments::file)
                            .toList());
        }
    }

    static Stream<ProcessDefinition<?, ?, ?>> the_picture_is_as_the_definition_says() {
        return ProcessDocuments.definitions().stream().map(definition -> definition);
    }
}
