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
        run(document, "lint");
    }

    /** Fails too if the client doesn't compile. */
    void shop(String document, URI platform) {
        run(document, "generate");
        run(document, "compile");
        run(document, "shop", "--", platform.toString());
    }

    private void run(String document, String... script) {
        assumeTrue(
                there(),
                "NOT TESTED: the OpenAPI document's linters and its TypeScript client, for want of node and npm");
        installed.join();
        try {
            Files.writeString(FOLDER.resolve("openapi.json"), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
