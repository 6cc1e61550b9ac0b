package dev.millrace.testing;

import dev.millrace.local.ElasticsearchAddress;
import dev.millrace.local.KafkaAddress;
import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.LocalServersSettings;
import dev.millrace.local.PostgresAddress;
import dev.millrace.local.RedisAddress;
import java.util.EnumSet;
import java.util.function.Consumer;

/**
 * The servers that all tests of a JVM share. Each starts when first asked for and stops with the JVM; the data is thrown
 * away. Tests keep apart by taking a fresh database, and names of their own for topics, keys and indices.
 *
 * <p>The system property {@code millrace.test.servers} chooses: {@code local}, {@code containers}, or {@code auto} (the
 * default: containers if a Docker engine answers). All methods block and are safe to call from several threads.
 */
public final class TestServers {
    private TestServers() {}

    /** The shared PostgreSQL with its first database, {@code millrace}. */
    public static PostgresAddress postgres() {
        return SharedPostgres.address();
    }

    /** The shared Kafka. Topics are not made by themselves. */
    public static KafkaAddress kafka() {
        return SharedKafka.address();
    }

    /** The shared Redis, without a password. */
    public static RedisAddress redis() {
        return SharedRedis.address();
    }

    /** The shared Elasticsearch, over plain HTTP. Indices are not made by themselves. */
    public static ElasticsearchAddress elasticsearch() {
        return SharedElasticsearch.address();
    }

    /** An empty database of its own on the shared PostgreSQL. */
    public static PostgresAddress freshDatabase() {
        return FreshDatabases.create();
    }

    /**
     * A database of its own, copied from one that was prepared once per JVM: much quicker than running migrations again.
     *
     * @param template names what was prepared: lower-case letters, digits and underscores, up to 40
     * @param prepare fills the template (and closes its connections) when the name is first seen
     */
    public static PostgresAddress freshDatabase(String template, Consumer<PostgresAddress> prepare) {
        return FreshDatabases.copy(template, prepare);
    }

    /**
     * Servers for one test that stops, kills and restarts them. Always local ones, on ports of their own that they keep over
     * a restart. The caller closes them.
     */
    public static LocalServers own(LocalServer first, LocalServer... others) {
        return LocalServers.start(
                TestFolders.settings(TestFolders.fresh("own")).withServers(EnumSet.of(first, others)));
    }

    /** Settings for servers in a new folder, for a test that starts them itself. */
    public static LocalServersSettings ownSettings() {
        return TestFolders.settings(TestFolders.fresh("own"));
    }
}
