package dev.millrace.commandside;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.http.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one entry of a batch.
 *
 * @param index of the entry in the request, from 0
 * @param status that the entry would have had as a request of its own
 * @param location where to see what came of it; absent if it was refused
 * @param position of its last event; absent if it was refused
 * @param problem why it was refused; fields are named as seen from the entry
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryOutcome(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int index,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int status,

        @Nullable String location,
        @Nullable Long position,
        @Nullable Problem problem) {

    static EntryOutcome accepted(int index, Answer answer, long position) {
        return new EntryOutcome(index, answer.status().value(), answer.thing().path(), position, null);
    }

    static EntryOutcome refused(int index, Problem problem) {
        return new EntryOutcome(index, problem.status(), null, null, problem);
    }
}
