package dev.millrace.sagas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.processes.Awaited;
import dev.millrace.processes.InstanceState;
import dev.millrace.processes.JourneyStep;
import dev.millrace.processes.ProcessInstance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Process", description = "An instance of a process: what follows from what happened to one thing")
record ProcessView(
        @Schema(description = "The process's name", example = "fulfilment")
        String name,

        @Schema(description = "Which instance: the id of the thing", example = "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10")
        String key,

        InstanceState state,

        @Schema(description = "Why it is parked, such as the code of a rejection that the process doesn't expect")
        @Nullable
        String cause,

        @Schema(description = "Why it is parked or was given up, for people") @Nullable
        String detail,

        @Schema(description = "Position of the event that it is so since")
        long position,

        Instant since,

        @Schema(description = "What it waits for; absent in lists") @Nullable
        List<Waiting> awaits,

        @Schema(description = "What it went through, in the order in which its steps began; absent in lists") @Nullable
        List<Step> steps) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProcessStep", description = "A step of an instance, as its events tell")
    record Step(
            @Schema(example = "stock-reservation") String name,
            StepStatus status,

            @Schema(description = "How often it was begun") int attempts,

            Instant startedAt,

            @Schema(description = "When it was done, failed for the last time or was undone; absent while it waits")
            @Nullable
            Instant endedAt,

            @Schema(description = "Positions of the events that tell of it")
            List<Long> events) {

        static Step of(JourneyStep step) {
            return new Step(
                    step.name(),
                    switch (step.status()) {
                        case WAITING -> StepStatus.WAITING;
                        case DONE -> StepStatus.DONE;
                        case FAILED -> StepStatus.FAILED;
                        case UNDONE -> StepStatus.UNDONE;
                    },
                    step.attempts(),
                    step.startedAt(),
                    step.endedAt(),
                    step.events());
        }
    }

    /** How a step stands. */
    @Schema(name = "ProcessStepStatus")
    enum StepStatus {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("undone")
        UNDONE
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProcessWaiting", description = "A time or an answer that an instance waits for")
    record Waiting(
            @Schema(description = "The call or timer", example = "authorise")
            String task,

            @Schema(description = "The outside partner that is asked; absent for a timer", example = "payment")
            @Nullable
            String port,

            @Schema(description = "When; absent while it is being done") @Nullable
            Instant dueAt,

            @Schema(description = "How many attempts went unanswered, where the partner's policy counts")
            int attempts) {

        static Waiting of(Awaited awaited) {
            return new Waiting(
                    awaited.task(),
                    awaited.port().isEmpty() ? null : awaited.port(),
                    awaited.dueAt(),
                    awaited.attempts());
        }
    }

    static ProcessView listed(ProcessInstance instance) {
        return of(instance, null, null);
    }

    static ProcessView of(
            ProcessInstance instance, @Nullable List<Awaited> awaited, @Nullable List<JourneyStep> steps) {
        return new ProcessView(
                instance.process(),
                instance.key(),
                instance.state(),
                instance.code(),
                instance.detail(),
                instance.position(),
                instance.since(),
                awaited == null ? null : awaited.stream().map(Waiting::of).toList(),
                steps == null ? null : steps.stream().map(Step::of).toList());
    }
}
