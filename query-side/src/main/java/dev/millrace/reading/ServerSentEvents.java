package dev.millrace.reading;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams of server-sent events. */
public final class ServerSentEvents {

    /** Header in which a client that lost its connection says which event it saw last. */
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    /** What a client waits before it comes again. */
    private static final Duration RETRY = Duration.ofSeconds(3);

    private static final String COMMENT = "alive";

    private ServerSentEvents() {}

    /**
     * {@code events} with a comment at once, so that the client knows that it is connected and when to come again if it no longer is, and then at every
     * {@code interval}, so that neither side nor a proxy between takes silence for death. Ends with the events. Asks for no more than one event ahead.
     */
    public static <T> Flux<ServerSentEvent<T>> alive(Flux<ServerSentEvent<T>> events, Duration interval) {
        return alive(
                events,
                interval,
                ServerSentEvent.<T>builder().comment(COMMENT).retry(RETRY).build(),
                ServerSentEvent.<T>builder().comment(COMMENT).build());
    }

    /** {@link #alive(Flux, Duration)} of events that are written already, each of the pieces whole ones. */
    public static Flux<byte[]> aliveAsWritten(Flux<byte[]> events, Duration interval) {
        String alive = ":" + COMMENT + "\n\n";
        return alive(events, interval, bytes("retry:" + RETRY.toMillis() + "\n" + alive), bytes(alive));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static <T> Flux<T> alive(Flux<T> events, Duration interval, T first, T further) {
        return events.publish(shared -> Flux.merge(1, shared, comments(interval, first, further, shared.then())), 1);
    }

    private static <T> Flux<T> comments(Duration interval, T first, T further, Mono<Void> end) {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .map(beat -> beat == 0 ? first : further)
                .takeUntilOther(end.onErrorComplete());
    }

    /**
     * The position to resume at; 0 without one.
     *
     * @throws dev.millrace.http.ProblemException 400, if the log hasn't come there, so that nobody has seen it
     */
    public static long resumed(@Nullable EventPosition last, long head) {
        if (last == null) {
            return 0;
        }
        if (last.value() > head) {
            throw Problem.invalid(LAST_EVENT_ID, "the id of a message of this stream, " + head + " at most")
                    .exception();
        }
        return last.value();
    }
}
