package dev.millrace.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A data folder of PostgreSQL with the application's role and database in it. */
final class PostgresCluster {
    private final PostgresPrograms programs;
    private final Path data;
    private final PostgresAddress address;

    PostgresCluster(PostgresPrograms programs, Path data, PostgresAddress address) {
        this.programs = programs;
        this.data = data;
        this.address = address;
    }

    /** Made beside its place and moved there when whole: what a crash leaves behind is thrown away by the next start. */
    void createIfAbsent() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        Path half = data.resolveSibling(data.getFileName() + ".new");
        Folders.delete(half);
        initialise(half);
        createDatabase(half);
        Files.move(half, data);
    }

    private void initialise(Path folder) throws IOException {
        Path password = Files.createTempFile("millrace", null);
        try {
            Files.writeString(password, address.password());
            List<String> initdb = new ArrayList<>(programs.command("initdb"));
            initdb.addAll(List.of("-D", folder.toString(), "-U", "postgres", "--pwfile", password.toString()));
            initdb.addAll(List.of("--auth=scram-sha-256", "-E", "UTF8", "--locale=C", "--no-instructions"));
            run(initdb, "");
        } finally {
            Files.delete(password);
        }
    }

    /** Without psql in the artifact, the single-user server takes the statements, one per line. */
    private void createDatabase(Path folder) throws IOException {
        List<String> single = new ArrayList<>(programs.command("postgres"));
        single.addAll(List.of("--single", "-D", folder.toString(), "postgres"));
        run(single, """
                CREATE ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s'
                GRANT pg_monitor TO %1$s
                CREATE DATABASE %3$s OWNER %1$s
                """.formatted(address.username(), address.password(), address.database()));
    }

    private static void run(List<String> command, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(PostgresPrograms.ENVIRONMENT);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.onExit().join().exitValue();
        if (status != 0 || output.contains("ERROR:")) {
            throw new IOException("%s failed with status %d:%n%s".formatted(command, status, output));
        }
    }
}
