package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.erasure.SubjectKey.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event on its way into the log.
 *
 * @param json missing if there is nothing to encrypt
 * @param values to be encrypted
 */
record ClearEvent(NewEvent event, JsonNode json, List<Value> values) {

    /** @param subject whose, as a tag */
    record Value(PersonalField field, String subject, JsonNode clear) {}

    static ClearEvent of(NewEvent event, List<PersonalField> fields) {
        if (SealedValue.isIn(event.payload())) {
            throw new IllegalArgumentException("Event " + event.id() + " of type " + event.type()
                    + " bears what looks like an encrypted value; it could not be read again");
        }
        if (fields.isEmpty()) {
            return new ClearEvent(event, MissingNode.getInstance(), List.of());
        }
        JsonNode json = json(event);
        List<Value> values = new ArrayList<>(fields.size());
        for (PersonalField field : fields) {
            JsonNode value = json.at(field.at());
            // Whoever goes on with what was erased has nothing left to hide.
            if (!value.isMissingNode() && !value.isNull() && !value.equals(field.erased())) {
                values.add(new Value(field, subject(event, field), value));
            }
        }
        return new ClearEvent(event, json, values);
    }

    private static JsonNode json(NewEvent event) {
        try {
            return Json.tree(event.payload());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Event " + event.id() + " of type " + event.type() + " has personal fields, but is not JSON", e);
        }
    }

    private static String subject(NewEvent event, PersonalField field) {
        List<Tag> named = event.tags().stream()
                .filter(tag -> tag.key().equals(field.subject()))
                .toList();
        if (named.size() != 1) {
            throw new IllegalArgumentException(
                    "Event %s of type %s has personal data at %s, but %d tags '%s' instead of one"
                            .formatted(event.id(), event.type(), field.at(), named.size(), field.subject()));
        }
        return named.getFirst().toString();
    }

    /** @param keys by subject */
    NewEvent sealed(Map<String, Live> keys) {
        if (values.isEmpty()) {
            return event;
        }
        for (Value value : values) {
            SealedValue sealed = SealedValue.seal(
                    Objects.requireNonNull(keys.get(value.subject())),
                    event.id(),
                    event.type(),
                    value.field(),
                    value.clear());
            ((ObjectNode) json.at(value.field().at().head()))
                    .set(value.field().at().last().getMatchingProperty(), sealed.json());
        }
        return new NewEvent(
                event.id(),
                event.type(),
                event.version(),
                event.timestamp(),
                Json.bytes(json),
                event.metadata(),
                event.tags());
    }
}
