package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The {@code initdb} and {@code postgres} of the artifact for this machine. */
final class PostgresPrograms {
    /** Messages in English and sorted by code point, whatever the machine's locale. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

    private final Unpacked unpacked;

    PostgresPrograms(Path programs) {
        String system = Platform.mac() ? "darwin" : "linux";
        String archive = "postgres-%s-%s.txz".formatted(system, Platform.arm() ? "arm_64" : "x86_64");
        this.unpacked = new Unpacked(programs, archive, PostgresPrograms::extract);
    }

    void unpack() throws IOException {
        unpacked.ensure();
    }

    /** PostgreSQL refuses to run as root, so root runs it as nobody in a user namespace: same files, no privileges. */
    List<String> command(String program) {
        List<String> command = new ArrayList<>();
        if (Platform.root()) {
            if (!Platform.has("unshare")) {
                throw new LocalServersException(
                        "PostgreSQL does not run as root and there is no `unshare` to step down with: run as another user");
            }
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(unpacked.folder().resolve("bin").resolve(program).toString());
        return command;
    }

    private static void extract(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("archive entry outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
                        throw new IOException("cannot make " + target + " executable");
                    }
                }
            }
        }
    }
}
