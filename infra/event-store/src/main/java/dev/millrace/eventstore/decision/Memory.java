package dev.millrace.eventstore.decision;

import org.jspecify.annotations.Nullable;

/**
 * What a unit of work remembers states in.
 *
 * @param cache null if nothing is remembered
 * @param keeper keeps states for other processes; null if nothing is
 */
record Memory(@Nullable StateCache cache, @Nullable StateKeeper keeper) {}
