package dev.millrace.process;

import dev.millrace.schema.Bounds;
import dev.millrace.schema.BusinessEvent;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/** What is done to an instance of a process beside its course. Carries the tag that finds the instance's events. */
public sealed interface ProcessEvent extends BusinessEvent {

    /** Name of the process's definition, such as {@code fulfilment}. */
    String process();

    /** Which instance: the value of its tag. */
    String key();

    @Override
    default String partitionKey() {
        return key();
    }

    /**
     * An instance can't go on; what happens to it waits.
     *
     * @param position of the event whose steps failed; absent if a call or a timer failed
     * @param task the call or timer that failed; absent if it was an event
     * @param code why, such as the code of a rejection that the process doesn't expect
     * @param detail why, for people
     */
    @Event(namespace = "millrace.process", name = "ProcessParked", version = "1")
    record ProcessParked(
            String process,
            String key,
            @Bounds(least = 1) @Nullable Long position,
            @Nullable String task,
            String code,
            String detail)
            implements ProcessEvent {}

    /**
     * What failed is tried again, and then what waits behind it.
     *
     * @param reason why, for people
     */
    @Event(namespace = "millrace.process", name = "ProcessRetried", version = "1")
    record ProcessRetried(String process, String key, String reason) implements ProcessEvent {}

    /**
     * What failed is left out, and what waits behind it goes on.
     *
     * @param reason why, for people
     */
    @Event(namespace = "millrace.process", name = "ProcessSkipped", version = "1")
    record ProcessSkipped(String process, String key, String reason) implements ProcessEvent {}

    /**
     * An instance was given up: nothing more follows by itself.
     *
     * @param reason why, for people
     */
    @Event(namespace = "millrace.process", name = "ProcessEnded", version = "1")
    record ProcessEnded(String process, String key, String reason) implements ProcessEvent {}
}
