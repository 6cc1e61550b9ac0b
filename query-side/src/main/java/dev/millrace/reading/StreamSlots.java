package dev.millrace.reading;

import dev.millrace.http.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Bounds how many streams of a kind an instance serves at a time, and ends them when it stops, which would otherwise wait
 * for clients that have no intention of leaving. Thread-safe.
 */
public final class StreamSlots implements ApplicationListener<ContextClosedEvent> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final Sinks.Empty<Void> stopping = Sinks.empty();

    /** @param most at least 1 */
    public StreamSlots(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("streams at most must be a whole number from 1");
        }
        this.most = most;
    }

    /**
     * {@code stream}, holding a slot from its subscription to its end. Fails with 503 {@code too-many-streams} if none is
     * free, and with {@code stopping} when the instance stops: a download that just ended would pass for whole.
     */
    public <T> Flux<T> within(Flux<T> stream) {
        return Flux.defer(() -> {
            if (taken.incrementAndGet() > most) {
                taken.decrementAndGet();
                return Flux.error(refusal("too-many-streams", "This instance serves as many streams as it may."));
            }
            return stream.takeUntilOther(stopping.asMono()).doFinally(end -> taken.decrementAndGet());
        });
    }

    /** Streams being served now. */
    public int taken() {
        return taken.get();
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping.tryEmitError(refusal("stopping", "This instance is being stopped."));
    }

    private static Throwable refusal(String code, String detail) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail + " Try again, perhaps elsewhere.")
                .retryAfter(RETRY_AFTER)
                .exception();
    }
}
