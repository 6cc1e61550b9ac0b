package dev.millrace.readmodels;

import java.util.List;
import java.util.Map;

/**
 * News that a projection has written a batch, published on the Redis channel {@link #CHANNEL} as JSON by {@code EventJson}.
 * News may get lost (Redis keeps none); who must be sure reads {@code projections.partitions} now and then as well.
 *
 * @param projection name as in {@link Projection#text()}
 * @param generation what was written to
 * @param progress position up to which everything is applied, for each bus partition that moved; a projection has applied
 *     everything up to the least over all {@code partitions}
 * @param partitions number of partitions of the bus
 * @param keys what changed, such as {@code order:<id>}, {@code cart:<id>}, {@code stock:<sku>} or {@code product:<sku>};
 *     at most {@value #MOST_KEYS}
 * @param complete false if more changed than {@code keys} tells
 */
public record ReadModelChanged(
        String projection,
        long generation,
        Map<Integer, Long> progress,
        int partitions,
        List<String> keys,
        boolean complete) {
    public static final String CHANNEL = "{millrace}:changes";
    public static final int MOST_KEYS = 2_000;
}
