package dev.millrace.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL on settings that are safe: what is committed is on disk. */
final class PostgresProcess implements ServerProcess {
    private final PostgresPrograms programs;
    private final Path data;
    private final PostgresAddress address;

    PostgresProcess(PostgresPrograms programs, Path data, PostgresAddress address) {
        this.programs = programs;
        this.data = data;
        this.address = address;
    }

    @Override
    public void prepare() throws IOException {
        programs.unpack();
        new PostgresCluster(programs, data, address).createIfAbsent();
        StalePostmaster.forget(data);
    }

    @Override
    public List<String> command() {
        List<String> postgres = new ArrayList<>(programs.command("postgres"));
        postgres.addAll(List.of("-D", data.toString(), "-p", Integer.toString(address.port())));
        settings().forEach((name, value) -> postgres.addAll(List.of("-c", name + "=" + value)));
        // SIGINT is PostgreSQL's fast shutdown: sessions end, everything is written, no recovery next time.
        return Guard.around("INT", postgres);
    }

    private Map<String, String> settings() {
        return Map.of(
                "listen_addresses", address.host(),
                "unix_socket_directories", "",
                "max_connections", "200",
                "shared_buffers", "128MB",
                "fsync", "on",
                "synchronous_commit", "on",
                "max_wal_size", "2GB",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "jit", "off");
    }

    @Override
    public Map<String, String> environment() {
        return PostgresPrograms.ENVIRONMENT;
    }

    /** A server that still recovers refuses the handshake; one that asks for the password is open. */
    @Override
    public boolean answers() {
        byte[] parameters = "user\0%s\0database\0%s\0\0"
                .formatted(address.username(), address.database())
                .getBytes(StandardCharsets.UTF_8);
        return Probe.of(address.host(), address.port(), (out, in) -> {
            out.writeInt(8 + parameters.length);
            out.writeInt(3 << 16);
            out.write(parameters);
            out.flush();
            return in.readByte() == 'R';
        });
    }
}
