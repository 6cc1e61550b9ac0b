package dev.millrace.eventstore;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who brought something about, as the metadata of commands and events says it: {@code kind:id}, such as {@code person:ada}. Events from
 * before there were actors read as {@link #UNKNOWN}.
 *
 * @param id which one of its kind: 1 to {@value #MOST_CHARACTERS} characters, no control characters; empty if unknown
 */
public record Actor(Kind kind, String id) {

    /** Key of the metadata that names who did it. */
    public static final String METADATA = "actor";

    /** Key of the metadata that names whose wish it was, where another did it: a process acts for who began it. */
    public static final String ON_BEHALF_OF = "onBehalfOf";

    public static final Actor UNKNOWN = new Actor(Kind.UNKNOWN, "");

    private static final int MOST_CHARACTERS = 200;

    public enum Kind {
        /** Somebody at a keyboard. */
        PERSON,
        /** A program that calls from outside, known by its API key. */
        KEY,
        /** A process of the platform, by the name of its definition. */
        PROCESS,
        /** An outside partner, by the name of the port that it is reached through. */
        GATEWAY,
        /** The platform itself, by the name of the part. */
        SYSTEM,
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if the id isn't one */
    public Actor {
        if ((kind == Kind.UNKNOWN) != id.isEmpty()
                || id.length() > MOST_CHARACTERS
                || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not an actor's id: " + id);
        }
    }

    /** @throws IllegalArgumentException unless it is {@code unknown} or as {@link #toString()} has it */
    public static Actor parse(String text) {
        if (text.equals(Kind.UNKNOWN.word())) {
            return UNKNOWN;
        }
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.UNKNOWN && kind.word().equals(word))
                .findFirst()
                .map(kind -> new Actor(kind, text.substring(Math.min(text.length(), word.length() + 1))))
                .orElseThrow(() -> new IllegalArgumentException("not an actor: " + text));
    }

    /** Who did what bears this metadata. What isn't an actor, since others may have written it, is unknown. */
    public static Actor of(Map<String, String> metadata) {
        String text = metadata.get(METADATA);
        try {
            return text == null ? UNKNOWN : parse(text);
        } catch (IllegalArgumentException foreign) {
            return UNKNOWN;
        }
    }

    /** The words of all kinds that an actor can be of, in one line. */
    public static String kinds() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.UNKNOWN)
                .map(Kind::word)
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return kind == Kind.UNKNOWN ? kind.word() : kind.word() + ":" + id;
    }
}
