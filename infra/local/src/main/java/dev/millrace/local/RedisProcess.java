package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Redis with its append-only file, synced every second. */
final class RedisProcess implements ServerProcess {
    private static final String PROGRAM = "redis-server";

    private final Unpacked program;
    private final Path data;
    private final Path configuration;
    private final RedisAddress address;
    private final List<String> options;

    /**
     * @param configuration a file of its own, for what a command line would show to everyone on the machine
     * @param options further arguments
     */
    RedisProcess(Path programs, Path data, Path configuration, RedisAddress address, List<String> options) {
        this.program = new Unpacked(programs, resource(), RedisProcess::copy);
        this.data = data;
        this.configuration = configuration;
        this.address = address;
        this.options = List.copyOf(options);
    }

    /** The names of the binaries in the artifact. */
    private static String resource() {
        return "redis-server-7.0.15-%s-%s"
                .formatted(Platform.mac() ? "darwin" : "linux", Platform.arm() ? "arm64" : "amd64");
    }

    @Override
    public void prepare() throws IOException {
        program.ensure();
        Files.createDirectories(data);
        Secrets.write(configuration, "requirepass " + address.password() + "\n");
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                program.folder().resolve(PROGRAM).toString(),
                configuration.toString(),
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
        command.addAll(options);
        return Guard.around("TERM", command);
    }

    /** While it loads its file it answers with an error. */
    @Override
    public boolean answers() {
        byte[] ping = "AUTH %s\r\nPING\r\n".formatted(address.password()).getBytes(StandardCharsets.US_ASCII);
        byte[] both = "+OK\r\n+".getBytes(StandardCharsets.US_ASCII);
        return Probe.of(address.host(), address.port(), (out, in) -> {
            out.write(ping);
            out.flush();
            return Arrays.equals(in.readNBytes(both.length), both);
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
