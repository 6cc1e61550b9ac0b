package dev.millrace.connections;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port} of some brokers of one cluster
 */
@ConfigurationProperties("millrace.kafka")
public record KafkaSettings(@DefaultValue List<String> bootstrapServers) {

    private static final String NAME = "millrace.kafka.bootstrap-servers";

    /** @throws IllegalArgumentException naming the setting that is missing or malformed */
    public KafkaSettings {
        bootstrapServers = Setting.addresses(NAME, bootstrapServers);
        if (bootstrapServers.isEmpty()) {
            throw new IllegalArgumentException(NAME + " is not set");
        }
    }

    /** As Kafka's clients take it. */
    public String bootstrap() {
        return String.join(",", bootstrapServers);
    }
}
