package dev.millrace.readmodels;

/**
 * News that somebody waits for a read model to come to a position, published on the Redis channel {@link #CHANNEL} as JSON by
 * {@code EventJson}. Whoever writes the read model hurries then instead of gathering more. News may get lost, and it takes a
 * little longer.
 *
 * @param projection name as in {@link Projection#text()}
 * @param position of the log, which has come to it already
 */
public record PositionAwaited(String projection, long position) {
    public static final String CHANNEL = "{millrace}:awaited";
}
