package dev.millrace.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The operations that an OpenAPI document describes, with values that its schemas allow. */
final class DocumentedApi {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final int DEEPEST = 6;

    private final JsonNode document;

    DocumentedApi(String json) {
        this.document = new JsonMapper().readTree(json);
    }

    /** @param body a sample of it, if it has one */
    record Operation(String method, String path, List<Parameter> parameters, JsonNode body) {

        boolean hasBody() {
            return !body.isMissingNode();
        }
    }

    /** @param in {@code path}, {@code query}, {@code header} or {@code cookie} */
    record Parameter(String in, String name, boolean required, String sample) {}

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method ->
                                operations.add(operation(path.getKey(), method.getKey(), method.getValue()))));
        return operations;
    }

    private Operation operation(String path, String method, JsonNode operation) {
        List<Parameter> parameters = operation
                .path("parameters")
                .valueStream()
                .map(this::resolved)
                .map(parameter -> new Parameter(
                        parameter.get("in").asString(),
                        parameter.get("name").asString(),
                        parameter.path("required").asBoolean(false),
                        text(
                                parameter.has("example")
                                        ? parameter.get("example")
                                        : sample(parameter.path("schema"), 0))))
                .toList();
        JsonNode media = resolved(operation.path("requestBody")).path("content").path("application/json");
        JsonNode body = media.path("schema");
        return new Operation(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                parameters,
                media.has("example") ? media.get("example") : body.isMissingNode() ? body : sample(body, 0));
    }

    /** Of a list its first item, which will do. */
    private static String text(JsonNode sample) {
        return sample.isArray() ? text(sample.path(0)) : sample.asString("x");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.get("$ref").asString().substring(1)))
                : node;
    }

    /** Arrays have one item; objects have all of their properties. */
    private JsonNode sample(JsonNode given, int depth) {
        JsonNode schema = resolved(given);
        for (String told : List.of("example", "const", "default")) {
            if (schema.has(told)) {
                return schema.get(told);
            }
        }
        for (String some : List.of("enum", "examples")) {
            if (schema.path(some).has(0)) {
                return schema.get(some).get(0);
            }
        }
        for (String choice : List.of("allOf", "oneOf", "anyOf")) {
            if (schema.path(choice).has(0)) {
                return sample(schema.get(choice).get(0), depth);
            }
        }
        return ofType(schema, depth);
    }

    private JsonNode ofType(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch ((type.isArray() ? type.get(0) : type).asString("")) {
            case "integer", "number" ->
                nodes.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> nodes.booleanNode(true);
            case "array" -> {
                ArrayNode array = nodes.arrayNode();
                if (depth < DEEPEST) {
                    array.add(sample(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "object" -> {
                ObjectNode object = nodes.objectNode();
                if (depth < DEEPEST) {
                    schema.path("properties")
                            .properties()
                            .forEach(field -> object.set(field.getKey(), sample(field.getValue(), depth + 1)));
                }
                yield object;
            }
            default ->
                nodes.stringNode(FORMATS.getOrDefault(schema.path("format").asString(""), "x"));
        };
    }

    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10",
            "date-time", "2020-01-31T12:00:00Z",
            "date", "2020-01-31",
            "email", "ada@example.org");
}
