package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A client in Java that is generated from the document, compiled and used. */
final class JavaClient {

    private static final Path SHOPPER = Path.of("src", "test", "clients", "Shopper.java");
    private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();
    private static final Path GENERATED = FOLDER.resolve("java");
    private static final Path COMPILED = FOLDER.resolve("java-classes");
    private static final String PACKAGE = "dev.millrace.generated";

    void shop(String document, URI platform) throws IOException, ReflectiveOperationException {
        generate(document);
        compile();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {COMPILED.toUri().toURL()})) {
            classes.loadClass("Shopper").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {platform.toString()});
        }
    }

    /** In a JVM of its own, since it has its own versions of what we have on the class path. */
    private static void generate(String document) throws IOException {
        Path description = Files.writeString(Files.createDirectories(FOLDER).resolve("openapi.json"), document);
        Program.run(
                FOLDER,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        FOLDER.resolve("openapi-generator-cli.jar").toString(),
                        "generate",
                        "--generator-name=java",
                        "--library=native",
                        "--input-spec=" + description,
                        "--output=" + GENERATED,
                        "--invoker-package=" + PACKAGE,
                        "--api-package=" + PACKAGE + ".api",
                        "--model-package=" + PACKAGE + ".model",
                        "--global-property=apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                        "--additional-properties=openApiNullable=false,useJakartaEe=true"));
    }

    private static void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "-d",
                                    Files.createDirectories(COMPILED).toString(),
                                    "-classpath",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            assertThat(compiles).as(said.toString()).isTrue();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> generated = Files.walk(GENERATED.resolve(Path.of("src", "main", "java")))) {
            List<Path> sources = new ArrayList<>(
                    generated.filter(path -> path.toString().endsWith(".java")).toList());
            sources.add(SHOPPER);
            return sources;
        }
    }
}
