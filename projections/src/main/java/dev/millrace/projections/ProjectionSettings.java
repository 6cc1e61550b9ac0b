package dev.millrace.projections;

import dev.millrace.connections.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How projections run.
 *
 * @param batchSize the most events of one write
 * @param fillBatchSize the most events of one write of a rebuild
 * @param liveRetention how long a finished order or cart stays in the live view, from its last change
 * @param keepRetired how long a generation stays after another has taken over, for readers that haven't noticed yet
 */
@ConfigurationProperties("millrace.projections")
public record ProjectionSettings(
        @DefaultValue("1000") int batchSize,
        @DefaultValue("1000") int fillBatchSize,
        @DefaultValue("30d") Duration liveRetention,
        @DefaultValue("60s") Duration keepRetired) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public ProjectionSettings {
        Setting.between("millrace.projections.batch-size", 1, 100_000, batchSize);
        Setting.between("millrace.projections.fill-batch-size", 1, 100_000, fillBatchSize);
        Setting.positive("millrace.projections.live-retention", liveRetention);
        Setting.atLeast("millrace.projections.keep-retired", Duration.ZERO, keepRetired);
    }
}
