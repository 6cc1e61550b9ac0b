package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.erasure.SubjectKey.Destroyed;
import dev.millrace.eventstore.erasure.SubjectKey.Live;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An event from the log with the encrypted values in it. */
record SealedEvent(StoredEvent event, JsonNode json, List<Value> values) {

    /** @param clear puts the clear value in its place */
    record Value(JsonPointer at, SealedValue sealed, Consumer<JsonNode> clear) {}

    static SealedEvent of(StoredEvent event) {
        JsonNode json = Json.tree(event.payload());
        List<Value> values = new ArrayList<>();
        collect(json, JsonPointer.empty(), values);
        return new SealedEvent(event, json, values);
    }

    private static void collect(JsonNode node, JsonPointer at, List<Value> values) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                collect(
                        property.getValue(),
                        at.appendProperty(property.getKey()),
                        values,
                        clear -> object.set(property.getKey(), clear));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                collect(array.get(i), at.appendIndex(i), values, clear -> array.set(index, clear));
            }
        }
    }

    private static void collect(JsonNode node, JsonPointer at, List<Value> values, Consumer<JsonNode> clear) {
        SealedValue sealed = SealedValue.of(node);
        if (sealed == null) {
            collect(node, at, values);
        } else {
            values.add(new Value(at, sealed, clear));
        }
    }

    Set<UUID> keys() {
        return values.stream().map(value -> value.sealed().key()).collect(Collectors.toSet());
    }

    /** @throws SealedValueException if a value can't be read */
    StoredEvent opened(Map<UUID, SubjectKey> keys) {
        for (Value value : values) {
            value.clear().accept(opened(value, keys));
        }
        return event.readAs(0, event.type(), event.version(), Json.bytes(json));
    }

    private JsonNode opened(Value value, Map<UUID, SubjectKey> keys) {
        UUID id = value.sealed().key();
        return switch (keys.get(id)) {
            case null -> throw new SealedValueException(event, value.at(), "there is no key " + id, null);
            case Destroyed _ -> value.sealed().erased();
            case Live live -> {
                try {
                    yield value.sealed().open(live, event.id(), event.type(), value.at());
                } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
                    throw new SealedValueException(
                            event, value.at(), "it was altered, or belongs to another event or field", e);
                }
            }
        };
    }
}
