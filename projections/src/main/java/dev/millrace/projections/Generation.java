package dev.millrace.projections;

import dev.millrace.readmodels.Projection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation of a read model.
 *
 * @param fillPosition while building: everything up to here has been filled from the store
 * @param fillFrom where the current run of the fill began
 * @param target head of the store when the fill last looked
 * @param lost found missing though it had been written, or made by a definition that is no longer understood; it doesn't
 *     answer
 * @param definition what it was made by; absent if that was before definitions were noted
 */
record Generation(
        Projection projection,
        long number,
        State state,
        long fillPosition,
        long fillFrom,
        @Nullable Instant fillSince,
        long target,
        Instant startedAt,
        @Nullable Instant retiredAt,
        boolean lost,
        @Nullable String definition) {
    enum State {
        BUILDING,
        ACTIVE,
        RETIRED
    }
}
