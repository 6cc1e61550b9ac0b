package dev.millrace.schema;

import dev.millrace.evolution.EventContent;
import dev.millrace.evolution.EventVersion;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stored event says, for who is shown it: in the newest version of its type. One that can't be said so is left as it was
 * stored: what is no JSON object, and what has another name today or has become several events.
 *
 * @param version that {@code json} is written in
 */
public record PresentPayload(String version, byte[] json) {

    public static PresentPayload of(String typeName, String version, byte[] json) {
        EventVersion stored = new EventVersion(typeName, version);
        if (EventUpcasters.current().beginAt(stored) && object(json) instanceof ObjectNode object) {
            List<EventContent> lifted = EventUpcasters.current().lifted(new EventContent(stored, object));
            if (lifted.size() == 1 && lifted.getFirst().version().type().equals(typeName)) {
                EventContent present = lifted.getFirst();
                return new PresentPayload(
                        present.version().version(), EventJson.mapper().writeValueAsBytes(present.json()));
            }
        }
        return new PresentPayload(version, json);
    }

    private static JsonNode object(byte[] json) {
        try {
            return EventJson.mapper().readTree(json);
        } catch (JacksonException broken) {
            return EventJson.mapper().nullNode();
        }
    }
}
