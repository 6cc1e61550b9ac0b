package dev.millrace.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Events as builds of before have stored them: written once by such a build, and never again. */
record StoredText(String type, String version, String json) {

    /** {@link MoneySamples#ALL}, one by one, by the last build that wrote version 1. */
    static final List<StoredText> MONEY_OF_VERSION_1 = read("money-of-version-1.ndjson");

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static List<StoredText> read(String name) {
        try {
            return Files.readAllLines(Path.of("src/test/resources/stored", name)).stream()
                    .map(line -> {
                        JsonNode event = EventJson.mapper().readTree(line);
                        return new StoredText(
                                event.get("type").asString(),
                                event.get("version").asString(),
                                event.get("payload").toString());
                    })
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
