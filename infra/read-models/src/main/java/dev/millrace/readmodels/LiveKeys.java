package dev.millrace.readmodels;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Redis keys of the projection {@code live}: {@code live:<generation>:{<kind>:<id>}}. What is in braces is what a cluster spreads keys by (the
 * <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags">hash tag</a>): all of one thing is on one
 * node, things are on all. Values are JSON by {@code EventJson} and begin with their position. What is kept under a key, its kind's context says.
 */
public record LiveKeys(long generation) {

    public static final Projection PROJECTION = new Projection("live");

    /** So many that each node of a cluster has some. */
    private static final int MARKERS = 64;

    /** That of a thing. */
    public <I> String of(LiveKind<I> kind, I id) {
        return tagged(kind.thing(id));
    }

    /** There as long as no node has lost what it was given. */
    public List<String> markers() {
        return IntStream.range(0, MARKERS)
                .mapToObj(number -> tagged("here:" + number))
                .toList();
    }

    /** What all keys of the generation begin with. */
    public String prefix() {
        return "live:" + generation + ":";
    }

    private String tagged(String thing) {
        return prefix() + "{" + thing + "}";
    }
}
