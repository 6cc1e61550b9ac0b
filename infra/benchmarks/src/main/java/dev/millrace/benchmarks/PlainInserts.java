package dev.millrace.benchmarks;

import dev.millrace.local.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One INSERT and COMMIT per event into a plain table: no tags, no conditions, no order of visibility. */
final class PlainInserts implements AutoCloseable {

    private static final String INSERT = "insert into event (event_id, type, ts, payload, metadata) values (%s, '"
            + SampleEvents.TYPE + "', now(), %s, %s)";

    private final PostgresAddress address;
    private final Path folder;
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

    PlainInserts(PostgresAddress address, Path folder, int most) {
        this.address = address;
        this.folder = folder;
        StoreDatabases.execute(
                address,
                "create table event (position bigint generated always as identity primary key, event_id uuid unique not null,"
                        + " type text not null, ts timestamptz not null, payload bytea not null, metadata bytea not null)");
        try {
            for (int i = 0; i < most; i++) {
                connections.add(StoreDatabases.connect(address));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Load.Measured overJdbc(int clients, Duration duration) {
        return BlockingLoad.closed(clients, duration, () -> {
            Connection connection = connections.take();
            PreparedStatement insert = connection.prepareStatement(INSERT.formatted("?", "?", "?"));
            connections.add(connection);
            return () -> {
                insert.setObject(1, SampleEvents.id());
                insert.setBytes(2, SampleEvents.PAYLOAD);
                insert.setBytes(3, SampleEvents.METADATA_JSON);
                return insert.executeUpdate();
            };
        });
    }

    /** Events per second; empty if there is no pgbench on this machine. */
    Optional<Double> overPgbench(int clients, Duration duration) {
        return program().map(pgbench -> {
            try {
                Path script = Files.writeString(
                        folder.resolve("insert.sql"),
                        INSERT.formatted(newId(), literal(SampleEvents.PAYLOAD), literal(SampleEvents.METADATA_JSON))
                                + ";\n");
                ProcessBuilder builder = new ProcessBuilder(
                        pgbench.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + Math.max(1, duration.toSeconds()),
                        "--file=" + script,
                        "--host=" + address.host(),
                        "--port=" + address.port(),
                        "--username=" + address.username(),
                        address.database());
                builder.environment().put("PGPASSWORD", address.password());
                Process process = builder.redirectErrorStream(true).start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor(10, TimeUnit.SECONDS);
                Matcher rate = Pattern.compile("tps = ([0-9.]+)").matcher(output);
                if (!rate.find()) {
                    throw new IllegalStateException("pgbench says: " + output);
                }
                return Double.parseDouble(rate.group(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Version 7 as everywhere else, where the server can make them. */
    private String newId() {
        boolean version7 = Integer.parseInt(StoreDatabases.answer(address, "show server_version_num")) >= 180_000;
        return version7 ? "uuidv7()" : "gen_random_uuid()";
    }

    private static String literal(byte[] bytes) {
        return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(System.getProperty("path.separator")))
                .map(directory -> Path.of(directory, "pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        for (Connection connection; (connection = connections.poll()) != null; ) {
            try {
                connection.close();
            } catch (SQLException goneAnyway) {
                // The server goes next.
            }
        }
    }
}
