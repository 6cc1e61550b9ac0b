package dev.millrace.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI document: whether it keeps to itself, and whether answers keep to it. Thread-safe. */
public final class DescribedApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CODES = "x-problem-codes";
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    public DescribedApi(String json) {
        this.document = JSON.readTree(json);
        document.at("/components/schemas").forEach(DescribedApi::refuseOtherFields);
    }

    /** Examples that their schemas don't allow, each with its place and what is wrong. */
    public List<String> invalidExamples() {
        List<String> invalid = new ArrayList<>();
        collectInvalidExamples("", document, invalid);
        return invalid;
    }

    /** Bodies in JSON, of requests and of answers that went well, that no example shows: each as its operation's id. */
    public List<String> bodiesWithoutExample() {
        return operations()
                .flatMap(operation -> Stream.concat(
                                Stream.of(operation.path("requestBody")),
                                operation.path("responses").properties().stream()
                                        .filter(response -> response.getKey().startsWith("2"))
                                        .map(Map.Entry::getValue))
                        .map(body -> body.at("/content/application~1json"))
                        .filter(body -> !body.isMissingNode() && !body.has("example") && !body.has("examples"))
                        .map(body -> operation.path("operationId").asString()))
                .toList();
    }

    /** Codes of problems of which the document doesn't say what they mean. */
    public List<String> codesWithoutMeaning() {
        return document.path(CODES).properties().stream()
                .filter(code -> code.getValue().path("meaning").asString("").isBlank())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What an answer has that is not described; nothing if nobody describes its path. */
    public List<String> undescribed(DescribedAnswer answer) {
        return operation(answer.method(), answer.path())
                .map(operation -> undescribed(answer, operation))
                .orElse(List.of());
    }

    private List<String> undescribed(DescribedAnswer answer, JsonNode operation) {
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return List.of("status " + answer.status());
        }
        List<String> faults = new ArrayList<>(answer.undescribedHeaders(response.path("headers")));
        if (answer.body().isEmpty()) {
            return faults;
        }
        JsonNode content = response.path("content").path(answer.mediaType());
        if (content.isMissingNode()) {
            faults.add("content of type " + answer.mediaType());
            return faults;
        }
        JsonNode schema = answer.isLines() ? content.at("/schema/items") : content.path("schema");
        for (String json : answer.values()) {
            JsonNode value = JSON.readTree(json);
            faults.addAll(errors(schema, value));
            if (answer.status() >= 400 && !hasCode(response, value)) {
                faults.add("code of " + value.path("type").asString());
            }
        }
        return faults;
    }

    private static boolean hasCode(JsonNode response, JsonNode problem) {
        String type = problem.path("type").asString();
        return response.path(CODES).valueStream().anyMatch(code -> type.endsWith("/" + code.asString()));
    }

    private Optional<JsonNode> operation(String method, String path) {
        return document.path("paths").properties().stream()
                .filter(it -> Pattern.matches(PLACE.matcher(it.getKey()).replaceAll("[^/]+"), path))
                .min(Comparator.comparingLong(
                        it -> PLACE.matcher(it.getKey()).results().count()))
                .map(it -> it.getValue().get(method.toLowerCase(Locale.ROOT)));
    }

    private Stream<JsonNode> operations() {
        return document.path("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private void collectInvalidExamples(String place, JsonNode node, List<String> invalid) {
        JsonNode schema = node.has("schema") ? node.get("schema") : node;
        if (node.has("schema") || node.has("type") || node.has("$ref")) {
            Stream.concat(
                            Stream.ofNullable(node.get("example")),
                            node.path("examples")
                                    .valueStream()
                                    .map(this::resolved)
                                    .map(it -> it.path("value")))
                    .flatMap(example -> errors(schema, example).stream())
                    .forEach(error -> invalid.add(place + ": " + error));
        }
        node.properties().forEach(field -> {
            if (!field.getKey().equals("example") && !field.getKey().equals("examples")) {
                collectInvalidExamples(place + "/" + field.getKey(), field.getValue(), invalid);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> collectInvalidExamples(place + "/*", item, invalid));
        }
    }

    private List<String> errors(JsonNode schema, JsonNode value) {
        return schemas
                .computeIfAbsent(schema, this::compiled)
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** With the components, to which it may refer. */
    private Schema compiled(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.path("components"));
        return registry.getSchema(whole.toString(), InputFormat.JSON);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.get("$ref").asString().substring(1)))
                : node;
    }

    private static void refuseOtherFields(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.has("properties") && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(DescribedApi::refuseOtherFields);
    }
}
