package dev.millrace.local;

import java.util.ArrayList;
import java.util.List;

/** A shell that ends a server which does not itself watch its standard input. */
final class Guard {
    /*
     * $1 is the signal, the rest the server's command. The server runs beside a subshell that waits for the end of the
     * input (kept as descriptor 3, since background jobs read nothing) and then signals the server; the guard ends with it.
     */
    private static final String SCRIPT = """
            exec 3<&0
            signal=$1
            shift
            "$@" </dev/null 3<&- &
            server=$!
            (while read -r line <&3; do :; done; kill -s "$signal" $server) &
            watch=$!
            exec 3<&-
            wait $server
            status=$?
            kill -s KILL $watch 2>/dev/null
            exit $status
            """;

    private Guard() {}

    static List<String> around(String signal, List<String> server) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "millrace-guard", signal));
        command.addAll(server);
        return command;
    }
}
