package dev.millrace.processes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of day as the store keeps it, so that nobody decides by a finer moment than readers of the log will see. */
final class Moments {

    private Moments() {}

    /** Now, in whole microseconds. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
