package dev.millrace.local;

/**
 * Where a Redis server answers.
 *
 * @param password of its default user; empty if it asks for none
 */
public record RedisAddress(String host, int port, String password) {

    /** Leaves the password out, so that an address may be logged. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
