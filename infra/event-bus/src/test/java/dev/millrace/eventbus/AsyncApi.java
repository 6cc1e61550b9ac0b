package dev.millrace.eventbus;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the AsyncAPI document says of records. */
final class AsyncApi {
    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> known = new TreeMap<>();

    AsyncApi() throws IOException {
        try (var yaml = AsyncApi.class.getResourceAsStream("/asyncapi.yaml")) {
            document = new YAMLMapper().readTree(yaml);
        }
    }

    /** What is wrong with a record of the type: not as described, missing, or not described at all. */
    List<String> faults(String type, Map<String, String> headers, JsonNode value) {
        String message = message(type, headers.get("ce_dataschema"));
        Set<String> undescribed = new TreeSet<>(headers.keySet());
        described(type).forEach(undescribed::remove);
        return Stream.of(
                        known
                                .computeIfAbsent(message + " headers", unknown -> headers(message))
                                .validate(JsonMapper.shared().valueToTree(headers))
                                .stream()
                                .map(Object::toString),
                        undescribed.stream().map(name -> name + " is not described"),
                        known.computeIfAbsent(message, this::payload).validate(value).stream()
                                .map(Object::toString))
                .flatMap(faults -> faults)
                .toList();
    }

    /** The name of what describes it: past versions have one of their own. */
    private String message(String type, @Nullable String schema) {
        String past = schema == null ? type : type + ".v" + schema.substring(schema.lastIndexOf('/') + 1);
        return document.at("/components/messages").has(past) ? past : type;
    }

    private Schema headers(String message) {
        var whole = JsonMapper.shared().createObjectNode();
        whole.set("components", document.path("components"));
        whole.put("$ref", "#/components/messages/" + message + "/headers");
        return schemas.getSchema(whole);
    }

    private Schema payload(String message) {
        JsonNode payload = document.at("/components/messages/" + message + "/payload");
        if (!payload.has("schema")) {
            return schemas.getSchema(payload);
        }
        try (var schema = AsyncApi.class.getResourceAsStream(
                "/" + payload.at("/schema/$ref").asString())) {
            return schemas.getSchema(JsonMapper.shared().readTree(schema));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Stream<String> described(String type) {
        String kind = type.equals("dev.millrace.watermark") ? "watermarkHeaders" : "eventHeaders";
        return document.at("/components/schemas/" + kind + "/properties").propertyNames().stream();
    }
}
