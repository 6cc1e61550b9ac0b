package dev.millrace.local;

import org.jspecify.annotations.Nullable;

/** Where the chosen servers of one folder listen. */
record Addresses(@Nullable PostgresAddress postgres) {

    static Addresses choose(LocalServersSettings settings, Ports ports) {
        PostgresAddress postgres = null;
        for (LocalServer server : settings.servers()) {
            int port = ports.choose(server.key(), settings.ports().getOrDefault(server, 0));
            switch (server) {
                case POSTGRESQL -> postgres = new PostgresAddress(Ports.HOST, port, "millrace", "millrace", "millrace");
                default -> throw new UnsupportedOperationException();
            }
        }
        return new Addresses(postgres);
    }

    ServerProcess process(LocalServer server, DataFolder folder, LocalServersSettings settings) {
        return switch (server) {
            case POSTGRESQL ->
                new PostgresProcess(
                        new PostgresPrograms(settings.programs()),
                        folder.data(server),
                        java.util.Objects.requireNonNull(postgres));
            default -> throw new UnsupportedOperationException();
        };
    }
}
