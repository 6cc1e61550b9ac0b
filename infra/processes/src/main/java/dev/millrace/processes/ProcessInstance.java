package dev.millrace.processes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance as lists show it.
 *
 * @param code why it is parked
 * @param detail for people: why it is parked, or was given up
 * @param position of the event that it is so since
 */
public record ProcessInstance(
        String process,
        String key,
        InstanceState state,
        @Nullable String code,
        @Nullable String detail,
        long position,
        Instant since) {}
