package dev.millrace.reading;

import dev.millrace.http.Problem;
import dev.millrace.http.ProblemMeanings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Bounds how many streams of a kind an instance serves at a time, to all and to one client, and ends them when it
 * stops, which would otherwise wait for clients that have no intention of leaving. Thread-safe.
 */
public final class StreamSlots implements ApplicationListener<ContextClosedEvent> {

    /** Codes of its problems. */
    public static final String TOO_MANY = "too-many-streams";

    public static final String STOPPING = "stopping";

    static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.of(
            TOO_MANY, "One address, or all together, have as many streams as they may.",
            STOPPING, "This instance is being stopped. Another one will do."));

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int most;
    private final int mostPerClient;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<InetAddress, Integer> byClient = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    /**
     * @param most at least 1
     * @param mostPerClient of one address, at least 1
     */
    public StreamSlots(int most, int mostPerClient) {
        if (most < 1 || mostPerClient < 1) {
            throw new IllegalArgumentException("streams at most must be whole numbers from 1");
        }
        this.most = most;
        this.mostPerClient = mostPerClient;
    }

    /**
     * {@code stream}, holding a slot from its subscription to its end. Fails with 503 {@code too-many-streams} if none is
     * free, with 429 if the client has as many as it may, and with {@code stopping} when the instance stops: a download that
     * just ended would pass for whole.
     */
    public <T> Flux<T> within(ServerWebExchange exchange, Flux<T> stream) {
        return Flux.defer(() -> {
            InetAddress client = client(exchange.getRequest());
            if (!take(client)) {
                return Flux.error(refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Your address has as many streams as one may: " + mostPerClient + "."));
            }
            if (taken.incrementAndGet() > most) {
                giveBack(client);
                return Flux.error(refusal(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "This instance serves as many streams as it may. Try again, perhaps elsewhere."));
            }
            return stream.takeUntilOther(stopping.asMono()).doFinally(end -> giveBack(client));
        });
    }

    /** Streams being served now. */
    public int taken() {
        return taken.get();
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping.tryEmitError(Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        STOPPING,
                        "This instance is being stopped. Try again elsewhere.")
                .retryAfter(RETRY_AFTER)
                .exception());
    }

    private boolean take(InetAddress client) {
        if (byClient.merge(client, 1, Integer::sum) > mostPerClient) {
            leave(client);
            return false;
        }
        return true;
    }

    private void giveBack(InetAddress client) {
        taken.decrementAndGet();
        leave(client);
    }

    private void leave(InetAddress client) {
        byClient.computeIfPresent(client, (address, streams) -> streams == 1 ? null : streams - 1);
    }

    private static InetAddress client(ServerHttpRequest request) {
        @Nullable InetSocketAddress remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null ? InetAddress.getLoopbackAddress() : remote.getAddress();
    }

    private static Throwable refusal(HttpStatus status, String detail) {
        return Problem.of(status, TOO_MANY, detail).retryAfter(RETRY_AFTER).exception();
    }
}
