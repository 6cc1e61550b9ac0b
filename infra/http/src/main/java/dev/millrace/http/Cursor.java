package dev.millrace.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** The place in a list where its next page begins, in a form that clients needn't understand. */
public final class Cursor {

    private static final TypeReference<List<String>> PARTS = new TypeReference<>() {};

    private Cursor() {}

    /**
     * @param list name of the list and its order; a cursor of another list is refused
     * @param parts what the next page has to know, such as the sort values of the last item
     */
    public static String encode(String list, String... parts) {
        List<String> all = new ArrayList<>(List.of(parts));
        all.addFirst(list);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HttpJson.mapper().writeValueAsBytes(all));
    }

    /**
     * @param count how many parts this list's cursors have
     * @return the parts that {@link #encode} was given; their content may be forged like any input
     * @throws ProblemException 400, if {@code cursor} isn't one of this list
     */
    public static List<String> decode(String list, int count, String cursor) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.UTF_8));
            List<String> all = HttpJson.mapper().readValue(json, PARTS);
            if (all.size() == count + 1 && list.equals(all.getFirst()) && !all.contains(null)) {
                return all.subList(1, all.size());
            }
        } catch (IllegalArgumentException | JacksonException e) {
            throw refusal();
        }
        throw refusal();
    }

    /** For a cursor whose parts turn out to be nonsense. */
    public static ProblemException refusal() {
        return Problem.invalid("cursor", "the `next` of an earlier page of this list")
                .exception();
    }
}
