package dev.millrace.representation;

/** How new a thing must be that is read. Positions of the log; 0 is before its first event. */
public sealed interface Newness {

    /**
     * With all that the log holds when it is asked for.
     *
     * @param atLeast up to which it must be complete while the log can't be asked; 0 if it need not
     */
    record Latest(long atLeast) implements Newness {}

    /**
     * With all up to a position, and perhaps more: after one's own write, or a look at where the log ends.
     *
     * @param position that the log has come to
     */
    record UpTo(long position) implements Newness {}

    static Newness latest() {
        return new Latest(0);
    }

    static Newness upTo(long position) {
        return new UpTo(position);
    }
}
