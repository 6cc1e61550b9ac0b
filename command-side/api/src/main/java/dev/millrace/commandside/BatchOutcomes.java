package dev.millrace.commandside;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** @param outcomes one for each entry, in their order */
@Schema(name = "BatchOutcomes")
record BatchOutcomes(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<EntryOutcome> outcomes) {

    /** Of the furthest event; 0 if all were refused. */
    long position() {
        return outcomes.stream()
                .mapToLong(outcome -> outcome.position() == null ? 0 : outcome.position())
                .max()
                .orElse(0);
    }
}
