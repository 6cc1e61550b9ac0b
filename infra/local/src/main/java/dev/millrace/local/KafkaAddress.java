package dev.millrace.local;

/** Where a Kafka broker answers. */
public record KafkaAddress(String host, int port) {

    /** The value of {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return host + ":" + port;
    }
}
