package dev.millrace.eventstore;

import java.nio.charset.StandardCharsets;

/**
 * A label that events are found by: {@code order=8f14e45f}.
 *
 * @param key neither empty nor containing {@code =} or control characters
 * @param value neither empty nor containing control characters; both together, with what joins them, at most {@value #MOST_BYTES} bytes of UTF-8
 */
public record Tag(String key, String value) {

    /** More doesn't fit into the index by which events are found. */
    public static final int MOST_BYTES = 2_000;

    public Tag {
        if (isUnfit(key) || key.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "A tag's key must not be empty or contain '=' or control characters: " + key);
        }
        if (isUnfit(value)) {
            throw new IllegalArgumentException(
                    "A tag's value must not be empty or contain control characters: " + key + "=" + value);
        }
        if (key.length() + value.length() > MOST_BYTES / 4 && bytes(key, value) > MOST_BYTES) {
            throw new IllegalArgumentException("A tag must have at most " + MOST_BYTES + " bytes, not "
                    + bytes(key, value) + ": " + key + "=" + value.substring(0, 40) + "…");
        }
    }

    private static int bytes(String key, String value) {
        return (key + "=" + value).getBytes(StandardCharsets.UTF_8).length;
    }

    public static Tag of(String key, String value) {
        return new Tag(key, value);
    }

    /** The tag written as {@code key=value}; the value may contain further {@code =}. */
    public static Tag parse(String tag) {
        int separator = tag.indexOf('=');
        if (separator < 0) {
            throw new IllegalArgumentException("A tag is written key=value, not: " + tag);
        }
        return new Tag(tag.substring(0, separator), tag.substring(separator + 1));
    }

    /** {@code key=value}, as stored. */
    @Override
    public String toString() {
        return key + "=" + value;
    }

    /** Control characters separate values in the store's calls, and PostgreSQL's text knows no NUL. */
    static boolean isUnfit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                return true;
            }
        }
        return text.isEmpty();
    }
}
