package dev.millrace.schema;

import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The AsyncAPI 3.0 document of the topic that events are published to. */
final class AsyncApiDocument {

    static final String WATERMARK = "dev.millrace.watermark";

    private static final String TOPIC = "millrace.events.v1";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private final ContractDocs docs = ContractDocs.read(Path.of("src/main/java"));

    String yaml() {
        return "# Generated: " + CommittedSchemas.REGENERATE + "\n" + YAML.writeValueAsString(document());
    }

    private ObjectNode document() {
        ObjectNode document = YAML.createObjectNode();
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Millrace events")
                .put("version", "1.0.0")
                .put("description", """
                        Every business event of the platform, at least once; in each partition in the order of the event store. A record \
                        that is sent again has the position and the id it had. An event has the version that it was stored in, which \
                        ce_dataschema tells: messages of past versions have it in their name here, and their type without it. \
                        Readers ignore fields they do not know. Records are \
                        compressed with gzip, which every client of Kafka reads.""");
        document.put("defaultContentType", "application/json");
        document.putObject("servers")
                .putObject("local")
                .put("host", "localhost:9092")
                .put("protocol", "kafka")
                .put("description", "As millrace.kafka.bootstrap-servers says.");
        channel(document.putObject("channels").putObject("events"));
        operation(document.putObject("operations").putObject("publishEvents"));
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        EventCatalog.types()
                .forEach(type -> versions(type)
                        .forEach(version -> event(messages.putObject(messageName(type, version)), type, version)));
        watermark(messages.putObject(WATERMARK));
        headers(components.putObject("schemas"));
        return document;
    }

    /** Of all versions of all events. */
    static Stream<String> messageNames() {
        return EventCatalog.types().stream().flatMap(type -> versions(type).map(version -> messageName(type, version)));
    }

    private static String messageName(Class<? extends BusinessEvent> type, String version) {
        String name = EventCatalog.typeName(type);
        return version.equals(EventCatalog.version(type)) ? name : name + ".v" + version;
    }

    /** The present one first. */
    private static Stream<String> versions(Class<? extends BusinessEvent> type) {
        return Stream.iterate(
                        Integer.parseInt(EventCatalog.version(type)), version -> version > 0, version -> version - 1)
                .map(version -> Integer.toString(version));
    }

    private static void channel(ObjectNode channel) {
        channel.put("address", TOPIC).put("title", "Events").put("description", """
                        Eight partitions unless configured otherwise. The key is the order an event belongs to, else its \
                        cart, product or SKU; events of one key keep their order.""");
        ObjectNode messages = channel.putObject("messages");
        messageNames().forEach(name -> reference(messages, name));
        reference(messages, WATERMARK);
        channel.putObject("bindings")
                .putObject("kafka")
                .put("topic", TOPIC)
                .put("partitions", 8)
                .put("bindingVersion", "0.5.0");
    }

    private static void reference(ObjectNode messages, String name) {
        messages.putObject(name).put("$ref", "#/components/messages/" + name);
    }

    private static void operation(ObjectNode operation) {
        operation
                .put("action", "send")
                .put("summary", "The relay publishes what the event store holds.")
                .putObject("channel")
                .put("$ref", "#/channels/events");
    }

    private void event(ObjectNode message, Class<? extends BusinessEvent> type, String version) {
        String typeName = EventCatalog.typeName(type);
        boolean past = !version.equals(EventCatalog.version(type));
        message.put("name", typeName)
                .put("title", type.getSimpleName() + (past ? ", version " + version : ""))
                .put(
                        "summary",
                        docs.of(type) + (past ? " Version " + version + ", in which none is stored any more." : ""));
        ObjectNode headers = message.putObject("headers").put("type", "object");
        ArrayNode parts = headers.putArray("allOf");
        parts.addObject().put("$ref", "#/components/schemas/eventHeaders");
        ObjectNode own = parts.addObject().putObject("properties");
        own.putObject("ce_type").put("const", typeName);
        own.putObject("ce_dataschema")
                .put("pattern", "/api/v1/event-schemas/" + typeName.replace(".", "[.]") + "/" + version + "$");
        ObjectNode payload = message.putObject("payload");
        payload.put("schemaFormat", "application/schema+json;version=draft-2020-12");
        payload.putObject("schema").put("$ref", "schemas/" + EventSchemas.path(typeName, version) + ".json");
        message.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", "0.5.0")
                .putObject("key")
                .put("type", "string");
    }

    private static void watermark(ObjectNode message) {
        message.put("name", WATERMARK)
                .put("title", "Watermark")
                .put("summary", """
                        Every event up to ce_position that this partition will ever hold lies before this record. Written to \
                        each partition when the position has moved, a tenth of a second later at the latest, and every \
                        five seconds while nothing happens. Who has no use for it passes over records of this type.""")
                .putObject("headers")
                .put("$ref", "#/components/schemas/watermarkHeaders");
        ObjectNode data = message.putObject("payload").put("type", "object");
        data.putObject("properties")
                .putObject("position")
                .put("type", "integer")
                .put("format", "int64")
                .put("minimum", 0)
                .put("description", "That of ce_position.");
        data.putArray("required").add("position");
        message.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", "0.5.0")
                .putObject("key")
                .put("const", "watermark");
    }

    private static void headers(ObjectNode schemas) {
        ObjectNode event = headers(schemas.putObject("eventHeaders"), "CloudEvents 1.0 in binary mode.");
        event.putObject("ce_id").put("type", "string").put("format", "uuid").put("description", "The event's id.");
        event.putObject("ce_type").put("type", "string");
        event.putObject("ce_subject").put("type", "string").put("description", "The key, too.");
        event.putObject("ce_time")
                .put("type", "string")
                .put("format", "date-time")
                .put("description", "When it was stored.");
        event.putObject("ce_position")
                .put("type", "string")
                .put("pattern", "^[1-9][0-9]*$")
                .put("description", "Position in the event store, decimal.");
        event.putObject("ce_dataschema")
                .put("type", "string")
                .put("format", "uri")
                .put(
                        "description",
                        "Where the platform answers with the data's JSON Schema. It begins with millrace.public-url.");
        event.putObject("ce_dataref").put("type", "string").put("format", "uri").put("description", """
                        There only if the data is too much for a record of this topic, which takes 8 MiB unless configured \
                        otherwise: where the platform answers with it. The value is null then.""");
        event.putObject("ce_correlationid")
                .put("type", "string")
                .put("description", "The request that all this began with.");
        event.putObject("ce_causationid").put("type", "string").put("description", "The message that caused it.");
        event.putObject("ce_actor")
                .put("type", "string")
                .put("description", "Who brought it about, as kind:id; unknown of events from before that was noted.");
        event.putObject("ce_onbehalfof")
                .put("type", "string")
                .put("description", "Whose wish it was, if somebody acted for another, as kind:id.");
        event.putObject("content-type").put("const", "application/json");
        required(schemas, "eventHeaders", "ce_id", "ce_type", "ce_subject", "ce_time", "ce_dataschema", "content-type");

        ObjectNode watermark = headers(schemas.putObject("watermarkHeaders"), "CloudEvents 1.0 in binary mode.");
        watermark.putObject("ce_id").put("type", "string");
        watermark.putObject("ce_type").put("const", WATERMARK);
        watermark.putObject("ce_subject").put("type", "string").put("description", "The partition's number.");
        watermark.putObject("ce_time").put("type", "string").put("format", "date-time");
        watermark
                .putObject("ce_position")
                .put("type", "string")
                .put("pattern", "^(0|[1-9][0-9]*)$")
                .put("description", "Position in the event store, decimal; 0 while there is nothing before.");
        watermark.putObject("content-type").put("const", "application/json");
        required(schemas, "watermarkHeaders", "ce_id", "ce_type", "ce_subject", "ce_time", "content-type");
    }

    /** The properties, with those that both kinds of records have. */
    private static ObjectNode headers(ObjectNode schema, String description) {
        ObjectNode properties =
                schema.put("type", "object").put("description", description).putObject("properties");
        properties.putObject("ce_specversion").put("const", "1.0");
        properties.putObject("ce_source").put("const", "/millrace");
        return properties;
    }

    private static void required(ObjectNode schemas, String name, String... more) {
        ArrayNode required = ((ObjectNode) schemas.get(name)).putArray("required");
        required.add("ce_specversion").add("ce_source").add("ce_position");
        for (String header : more) {
            required.add(header);
        }
    }
}
