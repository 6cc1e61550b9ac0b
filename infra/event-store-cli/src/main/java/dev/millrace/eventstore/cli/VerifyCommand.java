package dev.millrace.eventstore.cli;

import dev.millrace.eventstore.chain.ChainHead;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.Fault;
import dev.millrace.eventstore.chain.SignedHead;
import dev.millrace.eventstore.chain.Verification;
import dev.millrace.eventstore.chain.Verification.Broken;
import dev.millrace.eventstore.chain.Verification.Progress;
import dev.millrace.eventstore.chain.Verification.Sound;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Walks the chain and says whether every event is as it was appended. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Walks the chain of hashes, compares every event with it, and names the first that was changed.")
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LogDatabase database = new LogDatabase();

    @Option(
            names = "--progress",
            paramLabel = "FILE",
            description =
                    "goes on from where the walk that wrote this file got to, and writes it. What was walked before is not"
                            + " looked at again.")
    private @Nullable Path progress;

    @ArgGroup(exclusive = false)
    private @Nullable KeptHeads kept;

    /** Heads that were taken earlier and kept out of reach. */
    static final class KeptHeads {

        @Option(
                names = "--heads",
                required = true,
                paramLabel = "FILE",
                description = "signed heads, one a line, that the chain must still lead through")
        private Path file = Path.of("");

        @Option(
                names = "--public-key",
                required = true,
                paramLabel = "FILE",
                description = "the Ed25519 key of who signed them, as PEM")
        private Path publicKey = Path.of("");

        List<ChainHead> read() throws IOException {
            PublicKey key = PemKeys.publicKey(publicKey);
            List<ChainHead> heads = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    heads.add(SignedHead.parse(line).trustedBy(key));
                }
            }
            return heads;
        }
    }

    @Override
    public Integer call() throws IOException {
        ChainHead from = progress != null && Files.exists(progress)
                ? ChainHead.parse(Files.readString(progress))
                : ChainHead.START;
        List<ChainHead> heads = kept == null ? List.of() : kept.read();
        return database.use(chain -> walk(chain, from, heads));
    }

    /** Lines and files are written by the thread that asked, not by the connection's. */
    private int walk(EventChain chain, ChainHead from, List<ChainHead> heads) {
        int exit = 0;
        for (Verification verification : chain.verify(from, heads).toIterable(1)) {
            exit = told(verification);
        }
        return exit;
    }

    private int told(Verification verification) {
        PrintWriter out = spec.commandLine().getOut();
        switch (verification) {
            case Progress(ChainHead reached, ChainHead end) -> {
                out.printf("%,d of %,d events%n", reached.position(), end.position());
                remember(reached);
                return 0;
            }
            case Sound(ChainHead head, long uncovered) -> {
                out.println("sound up to " + head.text());
                if (uncovered > 0) {
                    out.printf("%,d events after that are covered by no block: nothing is known of them%n", uncovered);
                    return EventStoreCommand.NOT_SOUND;
                }
                return 0;
            }
            case Broken(Fault fault) -> {
                out.printf(
                        "BROKEN %s at position %d, block %d: %s%n",
                        fault.kind(), fault.position(), fault.block(), fault.explanation());
                return EventStoreCommand.NOT_SOUND;
            }
        }
    }

    private void remember(ChainHead reached) {
        if (progress == null) {
            return;
        }
        try {
            Files.writeString(progress, reached.text() + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + progress, e);
        }
    }
}
