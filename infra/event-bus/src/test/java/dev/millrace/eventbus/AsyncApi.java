package dev.millrace.eventbus;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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

    /** What is wrong with the headers of a record of the type: not as described, missing, or not described at all. */
    List<String> faults(String type, Map<String, String> headers) {
        var schema = known.computeIfAbsent(type, this::schema);
        Set<String> undescribed = new TreeSet<>(headers.keySet());
        described(type).forEach(undescribed::remove);
        return Stream.concat(
                        schema.validate(JsonMapper.shared().valueToTree(headers)).stream()
                                .map(Object::toString),
                        undescribed.stream().map(name -> name + " is not described"))
                .toList();
    }

    private Schema schema(String type) {
        var whole = JsonMapper.shared().createObjectNode();
        whole.set("components", document.path("components"));
        whole.put("$ref", "#/components/messages/" + type + "/headers");
        return schemas.getSchema(whole);
    }

    private Stream<String> described(String type) {
        String kind = type.equals("dev.millrace.watermark") ? "watermarkHeaders" : "eventHeaders";
        return document.at("/components/schemas/" + kind + "/properties").propertyNames().stream();
    }
}
