package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kafka as broker and controller in one JVM. */
final class KafkaProcess implements ServerProcess {
    private final JavaChild java;
    private final Path data;
    private final Path ready;
    private final int port;
    private final int controllerPort;
    private final int heap;

    KafkaProcess(DataFolder folder, int port, int controllerPort, int heap, List<String> options) {
        this.java = new JavaChild(
                "kafka-server",
                "dev.millrace.local.kafka.KafkaServerMain",
                folder.run("kafka-server-classes"),
                options);
        this.data = folder.data(LocalServer.KAFKA);
        this.ready = folder.run("kafka.ready");
        this.port = port;
        this.controllerPort = controllerPort;
        this.heap = heap;
    }

    @Override
    public void prepare() throws IOException {
        Files.deleteIfExists(ready);
    }

    @Override
    public List<String> command() throws IOException {
        return java.command(
                heap,
                List.of(data.toString(), Integer.toString(port), Integer.toString(controllerPort), ready.toString()));
    }

    /** The child makes the file when the broker is registered: an open port alone would be too early. */
    @Override
    public boolean answers() {
        return Files.exists(ready);
    }
}
