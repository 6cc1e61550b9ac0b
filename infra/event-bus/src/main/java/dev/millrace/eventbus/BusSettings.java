package dev.millrace.eventbus;

import dev.millrace.connections.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topic that carries the events.
 *
 * @param partitions of a topic that has yet to be made; the most instances of one projection that can share its work
 * @param replication copies of each partition of a topic that has yet to be made
 * @param retention how long a topic that has yet to be made keeps events; a projection that was away for longer is rebuilt
 *     from the store
 */
@ConfigurationProperties("millrace.bus")
public record BusSettings(
        @DefaultValue("millrace.events.v1") String topic,
        @DefaultValue("8") int partitions,
        @DefaultValue("1") short replication,
        @DefaultValue("7d") Duration retention) {

    /** Of one record. Commands are at most 1 MiB, and an event says little more than its command. */
    static final int LARGEST_RECORD = 8 << 20;

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public BusSettings {
        Setting.text("millrace.bus.topic", topic);
        Setting.between("millrace.bus.partitions", 1, 1_000, partitions);
        Setting.between("millrace.bus.replication", 1, 100, replication);
        Setting.positive("millrace.bus.retention", retention);
    }
}
