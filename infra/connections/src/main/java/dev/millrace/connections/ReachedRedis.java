package dev.millrace.connections;

import io.lettuce.core.api.StatefulConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Makes the shared connection at start, or in the background until it can. Spring Data would make it when it is first used,
 * and block the event loop that uses it until Redis answers. From then on Lettuce reconnects by itself.
 */
final class ReachedRedis extends LettuceConnectionFactory {

    private static final Logger log = LoggerFactory.getLogger(ReachedRedis.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private volatile boolean reached;

    private final RedisSettings settings;

    ReachedRedis(RedisSettings settings, RedisConfiguration server, LettuceClientConfiguration client) {
        super(server, client);
        this.settings = settings;
    }

    @Override
    public void start() {
        super.start();
        if (!reach()) {
            log.warn("{} does not answer; trying on", settings);
            Thread.ofVirtual().name("reach-redis").start(this::reachInTime);
        }
    }

    /** @throws RedisConnectionFailureException at once if Redis has not been reached since the start */
    @Override
    protected @Nullable StatefulConnection<ByteBuffer, ByteBuffer> getSharedReactiveConnection() {
        if (!reached) {
            throw new RedisConnectionFailureException("Redis has not been reached yet");
        }
        return super.getSharedReactiveConnection();
    }

    private boolean reach() {
        try {
            super.getSharedReactiveConnection();
            reached = true;
        } catch (RuntimeException notYet) {
            log.debug("Redis does not answer", notYet);
        }
        return reached;
    }

    private void reachInTime() {
        try {
            do {
                Thread.sleep(BETWEEN_ATTEMPTS);
            } while (isRunning() && !reach());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
