package dev.millrace.readmodels;

/**
 * Redis keys of the projection {@code live}. They share a hash tag, so that one script may touch many on a cluster too. Values are JSON by
 * {@code EventJson} and begin with their position. What is kept under a key, its kind's context says.
 */
public record LiveKeys(long generation) {
    private static final String TAG = "{millrace}:";

    /** That of a thing. */
    public <I> String of(LiveKind<I> kind, I id) {
        return prefix() + kind.thing(id);
    }

    /** What all keys of the generation begin with. */
    public String prefix() {
        return TAG + generation + ":";
    }
}
