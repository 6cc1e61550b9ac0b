package dev.millrace.connections;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.ServerErrors;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionException;
import io.r2dbc.spi.R2dbcException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.util.ClassUtils;

/** Tells a server that is down, starting, full or out of reach from work that went wrong. */
public final class Unavailable {

    public static final String POSTGRESQL = "postgresql";
    public static final String REDIS = "redis";
    public static final String ELASTICSEARCH = "elasticsearch";
    public static final String KAFKA = "kafka";

    /**
     * Errors of Redis that are not about the command: out of memory, busy with a script, starting, can't write to its disk, a replica, or
     * without the replicas, the master or the slots that it needs. A message begins with its code; Redis 6 quotes that of a command within
     * a script.
     */
    private static final Pattern REDIS_UNABLE =
            Pattern.compile("(^|: -)(OOM|BUSY|LOADING|MISCONF|READONLY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN) ");

    /** Not every process has Kafka's client on its class path. */
    private static final boolean KAFKA_PRESENT = ClassUtils.isPresent(
            "org.apache.kafka.common.errors.RetriableException", Unavailable.class.getClassLoader());

    private static final int DEEPEST_CAUSE = 20;

    private Unavailable() {}

    /**
     * The server whose absence caused {@code failure}, by one of the constants of this class. Whether the server did
     * what it was asked before it went is not known: repeat only what may be done twice.
     */
    public static Optional<String> causes(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            String server = server(cause);
            if (server != null) {
                return Optional.of(server);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static @Nullable String server(Throwable failure) {
        if (failure instanceof EventStoreUnavailableException) {
            return POSTGRESQL;
        }
        if (failure instanceof R2dbcException) {
            return ServerErrors.isUnavailable(failure) ? POSTGRESQL : null;
        }
        if (isRedis(failure)) {
            return REDIS;
        }
        if (isElasticsearch(failure)) {
            return ELASTICSEARCH;
        }
        return KAFKA_PRESENT && KafkaFailures.down(failure) ? KAFKA : null;
    }

    private static boolean isRedis(Throwable failure) {
        return failure instanceof RedisConnectionFailureException
                || failure instanceof RedisConnectionException
                || failure instanceof RedisCommandTimeoutException
                || failure instanceof PartitionException
                || (failure instanceof RedisCommandExecutionException refusal && isUnable(refusal))
                // What a disconnected client throws is a plain RedisException.
                || failure.getClass() == RedisException.class;
    }

    private static boolean isUnable(RedisCommandExecutionException refusal) {
        return REDIS_UNABLE
                .matcher(Objects.requireNonNullElse(refusal.getMessage(), ""))
                .find();
    }

    /**
     * The HTTP client's exceptions come as they are. No other client here lets such an exception out without one of
     * its own around it, which is seen first.
     */
    private static boolean isElasticsearch(Throwable failure) {
        if (failure instanceof ElasticsearchException answer) {
            return answer.status() == 429 || answer.status() == 502 || answer.status() == 503 || answer.status() == 504;
        }
        return failure instanceof ConnectException
                || failure instanceof SocketException
                || failure instanceof SocketTimeoutException
                || failure instanceof UnknownHostException
                || failure.getClass().getName().startsWith("org.apache.hc.");
    }

    private static final class KafkaFailures {

        static boolean down(Throwable failure) {
            return failure instanceof org.apache.kafka.common.errors.RetriableException;
        }
    }
}
