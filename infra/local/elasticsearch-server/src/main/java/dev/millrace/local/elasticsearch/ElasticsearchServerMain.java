package dev.millrace.local.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.ClassPathNode;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;

/**
 * Runs a single node until standard input ends. Arguments: home folder, HTTP port, and a file to make as soon as the node
 * serves with all its primary shards.
 */
public final class ElasticsearchServerMain {
    private static final String NAME = "millrace-local";

    private ElasticsearchServerMain() {}

    public static void main(String[] arguments) throws Exception {
        EndOfInput.exits();
        Path home = Path.of(arguments[0]).toAbsolutePath();
        prepare(home);
        LogConfigurator.registerErrorListener();
        LogConfigurator.configureESLogging();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
                settings(home, arguments[1]), Map.of(), home.resolve("config"), () -> NAME);
        LogConfigurator.setNodeName(NAME);
        LogConfigurator.configure(environment, true);

        Node node = new ClassPathNode(
                environment, List.of(new GuardedHttp(), new AnalysisComponents(), new RootEndpoint()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "stop-elasticsearch"));
        node.start();
        node.client()
                .admin()
                .cluster()
                .prepareHealth(org.elasticsearch.core.TimeValue.timeValueSeconds(60))
                .setWaitForYellowStatus()
                .get();
        Files.createFile(Path.of(arguments[2]));
        new CountDownLatch(1).await();
    }

    private static Settings settings(Path home, String port) {
        return Settings.builder()
                .put("path.home", home.toString())
                .put("path.data", home.resolve("data").toString())
                .put("path.logs", home.resolve("logs").toString())
                .put("cluster.name", NAME)
                .put("node.name", NAME)
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                .put("transport.port", "0")
                // As with topics: an index is made on purpose, with its mapping.
                .put("action.auto_create_index", "false")
                // A developer's disk is usually nearly full; that must not turn indices read-only.
                .put("cluster.routing.allocation.disk.threshold_enabled", "false")
                .build();
    }

    private static void prepare(Path home) throws IOException {
        for (String folder : List.of("config", "data", "logs", "modules", "plugins")) {
            Files.createDirectories(home.resolve(folder));
        }
        try (InputStream logging = ElasticsearchServerMain.class.getResourceAsStream("log4j2.properties")) {
            Files.copy(
                    Objects.requireNonNull(logging),
                    home.resolve("config/log4j2.properties"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void close(Node node) {
        try {
            node.prepareForClose();
            node.close();
            node.awaitClose(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            e.printStackTrace(System.out);
        }
    }
}
