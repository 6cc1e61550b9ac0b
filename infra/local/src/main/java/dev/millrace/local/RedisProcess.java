package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Redis with its append-only file, synced every second. */
final class RedisProcess implements ServerProcess {
    private static final String PROGRAM = "redis-server";

    private final Unpacked program;
    private final Path data;
    private final RedisAddress address;

    RedisProcess(Path programs, Path data, RedisAddress address) {
        this.program = new Unpacked(programs, resource(), RedisProcess::copy);
        this.data = data;
        this.address = address;
    }

    /** The names of the binaries in the artifact. */
    private static String resource() {
        if (Platform.mac()) {
            return Platform.arm() ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
        }
        return Platform.arm() ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }

    @Override
    public void prepare() throws IOException {
        program.ensure();
        Files.createDirectories(data);
    }

    @Override
    public List<String> command() {
        return Guard.around(
                "TERM",
                List.of(
                        program.folder().resolve(PROGRAM).toString(),
                        "--bind",
                        address.host(),
                        "--port",
                        Integer.toString(address.port()),
                        "--dir",
                        data.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec",
                        "--save",
                        ""));
    }

    /** While it loads its file it answers with an error. */
    @Override
    public boolean answers() {
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        return Probe.of(address.host(), address.port(), (out, in) -> {
            out.write(ping);
            out.flush();
            return in.readByte() == '+';
        });
    }

    private static void copy(InputStream resource, Path folder) throws IOException {
        Path target = folder.resolve(PROGRAM);
        Files.copy(resource, target);
        if (!target.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }
}
