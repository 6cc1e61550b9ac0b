package dev.millrace.representation;

/**
 * What a read model knows of a thing.
 *
 * @param upTo position up to which it knows all that the log has of the thing
 */
public record Known<V>(V view, long upTo) {}
