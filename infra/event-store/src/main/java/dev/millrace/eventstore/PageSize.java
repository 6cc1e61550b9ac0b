package dev.millrace.eventstore;

/**
 * How much one reading asks for at a time: as many events as fit into its bytes, going by those of the page before. A page whose
 * events are larger than that takes in fewer. Not for several readings.
 */
final class PageSize {

    /** What is held for who takes it at once. */
    static final int BYTES = 8 << 20;

    /** What is held for who may never take it, hundreds of them at once. */
    static final int BYTES_FOR_READERS = 64 << 10;

    /** What is held for who asked for one page, and may be slow to take it. */
    static final int BYTES_OF_ANSWERS = 1 << 20;

    private static final int MOST_EVENTS = 500;
    private static final int SUPPOSED_BYTES = 1 << 10;

    private final int bytes;
    private volatile int events;

    /** @param bytes of a page, more than which is only a single event */
    PageSize(int bytes) {
        this.bytes = bytes;
        this.events = fitting(SUPPOSED_BYTES);
    }

    int events() {
        return events;
    }

    int bytes() {
        return bytes;
    }

    void learn(Database.Page page) {
        if (!page.events().isEmpty()) {
            events = fitting(page.bytes() / page.events().size());
        }
    }

    private int fitting(long bytesOfOne) {
        return Math.clamp(bytes / bytesOfOne, 1, MOST_EVENTS);
    }
}
