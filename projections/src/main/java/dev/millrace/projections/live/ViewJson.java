package dev.millrace.projections.live;

import dev.millrace.schema.EventJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views as they are kept in Redis. */
final class ViewJson {
    private ViewJson() {}

    static String write(@Nullable Object view) {
        return EventJson.mapper().writeValueAsString(view);
    }

    static <T> T read(String json, Class<T> type) {
        return EventJson.mapper().readValue(json, type);
    }

    /** Those of the keys that have a value. */
    static Map<String, String> present(List<String> keys, List<@Nullable String> values) {
        Map<String, String> present = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            var value = values.get(i);
            if (value != null) {
                present.put(keys.get(i), value);
            }
        }
        return present;
    }
}
