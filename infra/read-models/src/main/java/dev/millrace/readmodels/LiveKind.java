package dev.millrace.readmodels;

/**
 * A kind of things of which the projection {@code live} keeps each one, under a key of its own.
 *
 * @param name in keys and news, such as {@code order}
 * @param <I> their ids, whose text is unique among the kind
 */
public record LiveKind<I>(String name) {

    /** What news of a change call a thing. */
    public String thing(I id) {
        return name + ":" + id;
    }
}
