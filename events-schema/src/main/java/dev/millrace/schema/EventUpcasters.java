package dev.millrace.schema;

import dev.millrace.evolution.Upcasters;

/** How past versions of events become present ones. */
public final class EventUpcasters {

    private static final Upcasters CURRENT = Upcasters.none();

    private EventUpcasters() {}

    /** All there are: to be given to whoever reads events. */
    public static Upcasters current() {
        return CURRENT;
    }
}
