package dev.millrace.local;

/** Where a PostgreSQL server answers, and the role and database to use there. */
public record PostgresAddress(String host, int port, String database, String username, String password) {

    /** The address of another database on the same server. */
    public PostgresAddress withDatabase(String other) {
        return new PostgresAddress(host, port, other, username, password);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    public String r2dbcUrl() {
        return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** Leaves the password out, so that an address may be logged. */
    @Override
    public String toString() {
        return "%s@%s:%d/%s".formatted(username, host, port, database);
    }
}
