package dev.millrace.testing;

import dev.millrace.local.LocalServer;
import dev.millrace.local.RedisAddress;
import org.testcontainers.containers.GenericContainer;

/** Holds the shared Redis; the class is initialised by the first who asks. */
final class SharedRedis {
    private static final int PORT = 6379;
    private static final RedisAddress ADDRESS = Engine.containers() ? container() : local();

    private SharedRedis() {}

    static RedisAddress address() {
        return ADDRESS;
    }

    private static RedisAddress local() {
        return AtJvmEnd.close(TestServers.own(LocalServer.REDIS)).redis();
    }

    @SuppressWarnings("resource") // closed at the JVM's end
    private static RedisAddress container() {
        GenericContainer<?> redis = AtJvmEnd.close(new GenericContainer<>("redis:8").withExposedPorts(PORT));
        redis.start();
        return new RedisAddress(redis.getHost(), redis.getMappedPort(PORT), "");
    }
}
