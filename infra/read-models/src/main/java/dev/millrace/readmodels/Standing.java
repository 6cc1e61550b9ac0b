package dev.millrace.readmodels;

/**
 * How a read model stood at one moment.
 *
 * @param generation the one that answers
 * @param appliedUpTo position up to which it, and no other generation, has everything; 0 before it has anything. It stays
 *     where it was once a partition of the bus has gone on to the next generation
 */
public record Standing(long generation, long appliedUpTo) {}
