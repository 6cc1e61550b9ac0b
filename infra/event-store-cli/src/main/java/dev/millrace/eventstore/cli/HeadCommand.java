package dev.millrace.eventstore.cli;

import dev.millrace.eventstore.chain.ChainHead;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.SignedHead;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a signed head. */
@Command(
        name = "head",
        mixinStandardHelpOptions = true,
        description =
                "Prints the chain's present head, signed, as one line: to be kept where the database's owners can't reach it.")
final class HeadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LogDatabase database = new LogDatabase();

    @Option(
            names = "--private-key",
            required = true,
            paramLabel = "FILE",
            description = "an Ed25519 key as PEM (openssl genpkey -algorithm ed25519)")
    private Path privateKey = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrivateKey key = PemKeys.privateKey(privateKey);
        ChainHead head = database.use(HeadCommand::headOf);
        spec.commandLine().getOut().println(SignedHead.sign(head, key));
        return 0;
    }

    private static ChainHead headOf(EventChain chain) {
        return chain.head().blockOptional().orElseThrow(() -> new IllegalStateException("The chain has no block yet"));
    }
}
