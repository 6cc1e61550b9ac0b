package dev.millrace.eventstore;

import java.util.Collections;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Metadata is stored as a flat JSON object of strings. */
final class MetadataJson {

    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectReader READER = MAPPER.readerFor(TYPE);
    private static final ObjectWriter WRITER = MAPPER.writerFor(TYPE);
    private static final byte[] EMPTY = {'{', '}'};

    private MetadataJson() {}

    static byte[] write(Map<String, String> metadata) {
        return metadata.isEmpty() ? EMPTY : WRITER.writeValueAsBytes(metadata);
    }

    static Map<String, String> read(byte[] json) {
        return json.length <= EMPTY.length
                ? Map.of()
                : Collections.unmodifiableMap(READER.<Map<String, String>>readValue(json));
    }
}
