package dev.millrace.sagas;

import dev.millrace.processes.ProcessDefinition;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Not a test: writes what the documents should be. Named so that no build runs it by itself. */
class RegenerateDiagrams {

    @Test
    void write() throws IOException {
        for (ProcessDefinition<?, ?, ?> definition : ProcessDocuments.definitions()) {
            Files.createDirectories(ProcessDocuments.file(definition).getParent());
            Files.writeString(ProcessDocuments.file(definition), ProcessDocuments.text(definition));
        }
    }
}
