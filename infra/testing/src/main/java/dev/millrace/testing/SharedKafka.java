package dev.millrace.testing;

import dev.millrace.local.KafkaAddress;
import dev.millrace.local.LocalServer;
import org.testcontainers.kafka.KafkaContainer;

/** Holds the shared Kafka; the class is initialised by the first who asks. */
final class SharedKafka {
    private static final KafkaAddress ADDRESS = Engine.containers() ? container() : local();

    private SharedKafka() {}

    static KafkaAddress address() {
        return ADDRESS;
    }

    private static KafkaAddress local() {
        return AtJvmEnd.close(TestServers.own(LocalServer.KAFKA)).kafka();
    }

    @SuppressWarnings("resource") // closed at the JVM's end
    private static KafkaAddress container() {
        KafkaContainer kafka = AtJvmEnd.close(
                new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"));
        kafka.start();
        String[] address =
                kafka.getBootstrapServers().replaceFirst("^.*://", "").split(":", -1);
        return new KafkaAddress(address[0], Integer.parseInt(address[1]));
    }
}
