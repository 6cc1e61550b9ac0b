package dev.millrace.local.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Runs a broker until standard input ends. Arguments: data folder, port of the broker, port of the controller, and a file to
 * make as soon as the broker serves.
 */
public final class KafkaServerMain {
    private KafkaServerMain() {}

    public static void main(String[] arguments) throws Exception {
        EndOfInput.exits();
        Path data = Path.of(arguments[0]);
        Properties settings = BrokerSettings.of(data, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        format(data);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.shutdown();
                            server.awaitShutdown();
                        },
                        "stop-kafka"));
        server.startup();
        Files.createFile(Path.of(arguments[3]));
        server.awaitShutdown();
    }

    /** A folder whose formatting was cut short has no {@code meta.properties}, and is formatted again. */
    private static void format(Path data) throws Exception {
        if (!Files.exists(data.resolve("meta.properties"))) {
            Files.createDirectories(data);
            new Formatter()
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        }
    }
}
