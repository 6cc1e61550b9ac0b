package dev.millrace.eventstore.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code event-store}: what an auditor does with a log, from a shell. */
@Command(
        name = "event-store",
        description = "Looks after an event log in PostgreSQL.",
        subcommands = {VerifyCommand.class, HeadCommand.class, HelpCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for verify: every event is as it was appended",
            "1:for verify: the log was changed, or some events are covered by no block",
            "2:the command line is not understood",
            "3:it could not be done, for instance because the server can't be reached"
        })
public final class EventStoreCommand {

    static final int NOT_SOUND = 1;
    private static final int FAILED = 3;

    private EventStoreCommand() {}

    public static void main(String[] arguments) {
        System.exit(run(printing(System.out), printing(System.err), arguments));
    }

    private static PrintWriter printing(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** What the process is to exit with. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new EventStoreCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(explained(failure));
                    return FAILED;
                })
                .execute(arguments);
    }

    private static String explained(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.isEmpty() ? failure.toString() : text.toString();
    }
}
