package dev.millrace.connections;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port} of some brokers of one cluster
 */
@ConfigurationProperties("millrace.kafka")
public record KafkaSettings(List<String> bootstrapServers) {

    private static final Pattern HOST_AND_PORT = Pattern.compile("\\S+:\\d{1,5}");

    /** @throws IllegalArgumentException naming the setting that is missing or malformed */
    public KafkaSettings {
        bootstrapServers = checked(bootstrapServers);
    }

    private static List<String> checked(@Nullable List<String> servers) {
        if (servers == null || servers.isEmpty()) {
            throw new IllegalArgumentException("millrace.kafka.bootstrap-servers is not set");
        }
        for (String server : servers) {
            if (!HOST_AND_PORT.matcher(server).matches()) {
                throw new IllegalArgumentException(
                        "millrace.kafka.bootstrap-servers has '%s', expected host:port".formatted(server));
            }
        }
        return List.copyOf(servers);
    }

    /** As Kafka's clients take it. */
    public String bootstrap() {
        return String.join(",", bootstrapServers);
    }
}
