package dev.millrace.projections;

import dev.millrace.readmodels.Projection;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How projections run.
 *
 * @param batchSize the most events of one write
 * @param fillBatchSize the most events of one write of a rebuild
 * @param liveLinger how long the live view waits for a batch to fill up; the others' likewise
 * @param keepRetired how long a generation stays after another has taken over, for readers that haven't noticed yet
 */
@ConfigurationProperties("millrace.projections")
public record ProjectionSettings(
        @DefaultValue("1000") int batchSize,
        @DefaultValue("1000") int fillBatchSize,
        @DefaultValue("25ms") Duration liveLinger,
        @DefaultValue("100ms") Duration productSearchLinger,
        @DefaultValue("100ms") Duration orderHistoryLinger,
        @DefaultValue("100ms") Duration salesLinger,
        @DefaultValue("60s") Duration keepRetired) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public ProjectionSettings {
        if (batchSize < 1 || fillBatchSize < 1) {
            throw new IllegalArgumentException(
                    "millrace.projections.batch-size and fill-batch-size must be at least 1");
        }
        if (keepRetired.isNegative()) {
            throw new IllegalArgumentException("millrace.projections.keep-retired must not be negative");
        }
    }

    Duration linger(Projection projection) {
        return switch (projection) {
            case LIVE -> liveLinger;
            case PRODUCT_SEARCH -> productSearchLinger;
            case ORDER_HISTORY -> orderHistoryLinger;
            case SALES -> salesLinger;
        };
    }
}
