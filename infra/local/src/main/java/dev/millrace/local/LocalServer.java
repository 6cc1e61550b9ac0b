package dev.millrace.local;

/** The servers that can run locally. */
public enum LocalServer {
    POSTGRESQL("PostgreSQL"),
    KAFKA("Kafka"),
    REDIS("Redis"),
    ELASTICSEARCH("Elasticsearch");

    private final String title;

    LocalServer(String title) {
        this.title = title;
    }

    /** The product's name as its makers write it. */
    public String title() {
        return title;
    }

    /** The server's name in file names and settings: {@code postgresql}, {@code kafka}, {@code redis}, {@code elasticsearch}. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
