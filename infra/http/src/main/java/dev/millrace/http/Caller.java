package dev.millrace.http;

import java.util.Locale;

/**
 * On whose behalf a request comes.
 *
 * @param name for logs and for what it brings about; not a person's name
 */
public record Caller(Kind kind, String name) {

    public enum Kind {
        /** Somebody at a keyboard. */
        PERSON,
        /** A program, known by its key. */
        KEY
    }

    /** As the metadata of events names who brought them about: {@code person:ada}. */
    public String actor() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
    }
}
