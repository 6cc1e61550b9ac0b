package dev.millrace.demo;

/** Told how far a run is. Called from the demo's own threads, one call at a time per phase. */
public interface DemoProgress {

    /**
     * A step of a phase is done.
     *
     * @param phase such as {@code products}
     * @param done at most {@code total}
     */
    void advanced(String phase, int done, int total);

    static DemoProgress silent() {
        return (_, _, _) -> {};
    }
}
