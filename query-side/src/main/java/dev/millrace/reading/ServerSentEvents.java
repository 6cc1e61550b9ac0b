package dev.millrace.reading;

import java.time.Duration;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams of server-sent events. */
public final class ServerSentEvents {

    /** Header in which a client that lost its connection says which event it saw last. */
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final int PREFETCH = 32;

    private ServerSentEvents() {}

    /**
     * {@code events} with a comment at once, so that the client knows that it is connected, and then at every
     * {@code interval}, so that neither side nor a proxy between takes silence for death. Ends with the events.
     */
    public static <T> Flux<ServerSentEvent<T>> alive(Flux<ServerSentEvent<T>> events, Duration interval) {
        return events.publish(shared -> Flux.merge(shared, comments(interval, shared.then())), PREFETCH);
    }

    private static <T> Flux<ServerSentEvent<T>> comments(Duration interval, Mono<Void> end) {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .map(beat -> ServerSentEvent.<T>builder().comment("alive").build())
                .takeUntilOther(end.onErrorComplete());
    }
}
