package dev.millrace.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What of a change to a version's schema somebody can't bear: a new reader of what is stored already, or a reader that was
 * there before and meets what is written now. Readers ignore fields they don't know, so a new optional field is borne; so is a
 * change of words. Nothing else is.
 */
final class SchemaChanges {

    private static final Set<String> WORDS = Set.of("$schema", "$id", "$comment", "title", "description", "examples");
    private static final Set<String> COMPARED_IN_DETAIL =
            Set.of("type", "properties", "required", "enum", "items", "minimum", "maximum");

    private final List<String> breaks = new ArrayList<>();

    private SchemaChanges() {}

    /** Empty if everybody can bear it. Each line begins with the path of the field. */
    static List<String> breaking(JsonNode before, JsonNode after) {
        SchemaChanges changes = new SchemaChanges();
        changes.compare("", before, after);
        return changes.breaks;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (!before.path("type").equals(after.path("type"))) {
            broken(path, "its type was %s, is %s".formatted(before.path("type"), after.path("type")));
            return;
        }
        properties(path, before, after);
        values(path, before.path("enum"), after.path("enum"));
        bound(path, "minimum", before, after, 1);
        bound(path, "maximum", before, after, -1);
        others(path, before, after);
        if (before.has("items") && after.has("items")) {
            compare(path + "[]", before.get("items"), after.get("items"));
        } else if (before.has("items") != after.has("items")) {
            broken(path, "what its items are was " + before.path("items") + ", is " + after.path("items"));
        }
    }

    private void properties(String path, JsonNode before, JsonNode after) {
        Set<String> neededBefore = texts(before.path("required"));
        Set<String> neededAfter = texts(after.path("required"));
        JsonNode had = before.path("properties");
        JsonNode has = after.path("properties");
        for (String name : had.propertyNames()) {
            String child = path.isEmpty() ? name : path + "." + name;
            if (!has.has(name)) {
                broken(child, "was removed: readers from before still look for it");
                continue;
            }
            if (neededBefore.contains(name) && !neededAfter.contains(name)) {
                broken(child, "was required, is optional: readers from before rely on it");
            } else if (!neededBefore.contains(name) && neededAfter.contains(name)) {
                broken(child, "was optional, is required: events stored without it could not be read");
            }
            compare(child, had.get(name), has.get(name));
        }
        for (String name : has.propertyNames()) {
            if (!had.has(name) && neededAfter.contains(name)) {
                broken(path.isEmpty() ? name : path + "." + name, "is new and required: events stored before lack it");
            }
        }
    }

    private void values(String path, JsonNode before, JsonNode after) {
        if (before.isMissingNode() != after.isMissingNode()) {
            broken(path, "its values were %s, are %s".formatted(before, after));
            return;
        }
        Set<String> gone = texts(before);
        gone.removeAll(texts(after));
        gone.forEach(value -> broken(path, "value '" + value + "' was removed: stored events hold it"));
        Set<String> come = texts(after);
        come.removeAll(texts(before));
        come.forEach(value -> broken(path, "value '" + value + "' is new: readers from before don't know it"));
    }

    private void bound(String path, String keyword, JsonNode before, JsonNode after, int sign) {
        JsonNode old = before.path(keyword);
        JsonNode now = after.path(keyword);
        if (old.equals(now)) {
            return;
        }
        boolean narrower = old.isMissingNode()
                || (!now.isMissingNode() && sign * now.decimalValue().compareTo(old.decimalValue()) > 0);
        broken(
                path,
                "its %s was %s, is %s: %s"
                        .formatted(
                                keyword,
                                old.isMissingNode() ? "none" : old,
                                now.isMissingNode() ? "none" : now,
                                narrower
                                        ? "stored events may lie outside"
                                        : "readers from before refuse what it now allows"));
    }

    private void others(String path, JsonNode before, JsonNode after) {
        Set<String> keywords = new LinkedHashSet<>(before.propertyNames());
        keywords.addAll(after.propertyNames());
        keywords.removeAll(WORDS);
        keywords.removeAll(COMPARED_IN_DETAIL);
        for (String keyword : keywords) {
            if (!before.path(keyword).equals(after.path(keyword))) {
                broken(
                        path,
                        "its %s was %s, is %s"
                                .formatted(
                                        keyword,
                                        before.has(keyword) ? before.get(keyword) : "none",
                                        after.has(keyword) ? after.get(keyword) : "none"));
            }
        }
    }

    private void broken(String path, String what) {
        breaks.add((path.isEmpty() ? "the event" : path) + ": " + what);
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
