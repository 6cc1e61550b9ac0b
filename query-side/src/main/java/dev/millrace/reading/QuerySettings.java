package dev.millrace.reading;

import dev.millrace.connections.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the read API.
 *
 * @param orderStreams live streams of orders that an instance serves at most
 * @param eventStreams live streams and downloads of the event log that an instance serves at most
 * @param streamsPerClient of those, of each of the two kinds, that one address may have at most
 * @param heartbeat time between comments in a live stream
 * @param patience how long a read waits for its read model to catch up with {@code Min-Event-Position}
 * @param currency the shop's; what price bounds and price ranges are in unless a request names another
 */
@ConfigurationProperties("millrace.query-side")
public record QuerySettings(
        @DefaultValue("2000") int orderStreams,
        @DefaultValue("200") int eventStreams,
        @DefaultValue("50") int streamsPerClient,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("2s") Duration patience,
        @DefaultValue("GBP") String currency) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public QuerySettings {
        Setting.between("millrace.query-side.order-streams", 1, 1_000_000, orderStreams);
        Setting.between("millrace.query-side.event-streams", 1, 1_000_000, eventStreams);
        Setting.between("millrace.query-side.streams-per-client", 1, 1_000_000, streamsPerClient);
        Setting.positive("millrace.query-side.heartbeat", heartbeat);
        Setting.atLeast("millrace.query-side.patience", Duration.ZERO, patience);
        Setting.currency("millrace.query-side.currency", currency);
    }
}
