package dev.millrace.eventstore.processing;

import org.jspecify.annotations.Nullable;

/**
 * A sequence whose events wait.
 *
 * @param events how many
 * @param first the one that the others wait for
 * @param retriedBy the node that hands them on at the moment; null if none does
 */
public record ParkedSequence(
        String processor,
        String sequence,
        long events,
        ParkedEvent first,
        @Nullable String retriedBy) {}
