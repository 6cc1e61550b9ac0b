package dev.millrace.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What is done with the document in Node: linters, and a client in TypeScript whose types are generated from it. */
final class NodeClient {

    private static final Path SOURCES = Path.of("src", "test", "clients");
    private static final Path FOLDER = Path.of("target", "clients", "node").toAbsolutePath();

    private final CompletableFuture<Void> installed;

    private NodeClient(CompletableFuture<Void> installed) {
        this.installed = installed;
    }

    /** Returns at once; what npm brings comes meanwhile. */
    static NodeClient installing() {
        return new NodeClient(there() ? CompletableFuture.runAsync(NodeClient::install) : new CompletableFuture<>());
    }

    void lint(String document) {
        runOn(document, "lint");
    }

    /** Fails too if the client doesn't compile. */
    void shop(String document, URI platform) {
        runOn(document, "generate");
        runOn(document, "compile");
        runOn(document, "shop", "--", platform.toString());
    }

    /** Reads all that the topic holds, with the makers' own library for CloudEvents. */
    void readBus(String bootstrapServers, String topic) {
        run("bus", "--", bootstrapServers, topic);
    }

    private void runOn(String document, String... script) {
        assumeThere();
        installed.join();
        try {
            Files.writeString(FOLDER.resolve("openapi.json"), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(script);
    }

    private static void assumeThere() {
        assumeTrue(
                there(),
                "NOT TESTED: the OpenAPI document's linters, its TypeScript client and a client of the bus, for want of node and npm");
    }

    private void run(String... script) {
        assumeThere();
        installed.join();
        npm(Stream.concat(Stream.of("run", "--silent"), Stream.of(script)).toList());
    }

    private static void install() {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            Files.createDirectories(FOLDER);
            for (Path source : sources.toList()) {
                Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        npm(List.of("ci", "--prefer-offline"));
    }

    private static void npm(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("npm"));
        command.addAll(arguments);
        Program.run(FOLDER, command);
    }

    private static boolean there() {
        return Stream.of("node", "npm")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }
}
