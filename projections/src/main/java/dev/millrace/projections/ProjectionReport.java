package dev.millrace.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.readmodels.Projection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a projection is doing.
 *
 * @param generation that answers
 * @param lost present if it was found missing: nothing answers until the rebuild is done
 * @param position up to which everything is applied
 * @param head position of the last event stored
 * @param lagEvents events stored and not yet applied, those of no concern to it included
 * @param lagSeconds how long the first of those has been waiting
 * @param parked events that wait because they, or one before them of the same key, could not be applied
 * @param rebuild absent unless one is under way
 */
record ProjectionReport(
        @Schema(ref = DocumentedProjections.REFERENCE) Projection name,
        long generation,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean lost,
        long position,
        long head,
        long lagEvents,
        double lagSeconds,
        long parked,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Rebuild rebuild) {

    /**
     * @param position up to which the new generation is filled
     * @param target where it has to get to, as last seen
     * @param percent of the way, 0 to 100
     * @param partitionsMoved of those on the bus; readers are switched when all have
     * @param estimatedEnd absent until its speed is known
     */
    @Schema(name = "ProjectionRebuild")
    record Rebuild(
            long generation,
            long position,
            long target,
            double percent,
            int partitionsMoved,
            Instant startedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant estimatedEnd) {}
}
