package dev.millrace.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Takes in one body up to a bound, and refuses one that is larger. Before it does, it reads on and throws away, for
 * {@value #SECONDS_BEYOND} seconds and {@value RawBody#BYTES_BEYOND} bytes at most: who is still sending when its connection is closed
 * gets a reset in place of the answer.
 */
final class BodyIntake {

    private static final int SECONDS_BEYOND = 2;

    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Sinks.Empty<Void> beyond = Sinks.empty();
    private long came;
    private volatile boolean refused;

    /** @param most bytes that are taken */
    BodyIntake(int most) {
        this.most = most;
    }

    /** The body's bytes, none if there is no body; a {@link ProblemException} with 413 if there are too many. */
    Mono<byte[]> take(Flux<DataBuffer> body) {
        return body.map(this::take)
                .takeUntil(total -> total > (long) most + RawBody.BYTES_BEYOND)
                .takeUntilOther(beyond.asMono().then(Mono.delay(Duration.ofSeconds(SECONDS_BEYOND))))
                .then(Mono.defer(() -> refused ? Mono.error(tooLarge(most)) : Mono.just(kept.toByteArray())));
    }

    /** As {@link #take}, of a body of which is known that it has too many. */
    Mono<byte[]> refuse(Flux<DataBuffer> body) {
        refuse();
        return take(body);
    }

    /** The connection ends with it: of one that is kept the server reads on for as long as something comes. */
    static ProblemException tooLarge(int most) {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is larger than " + most + " bytes.")
                .header(HttpHeaders.CONNECTION, "close")
                .exception();
    }

    private long take(DataBuffer piece) {
        byte[] bytes = new byte[piece.readableByteCount()];
        piece.read(bytes);
        DataBufferUtils.release(piece);
        came += bytes.length;
        if (came > most) {
            refuse();
        }
        if (!refused) {
            kept.writeBytes(bytes);
        }
        return came;
    }

    private void refuse() {
        refused = true;
        kept.reset();
        beyond.tryEmitEmpty();
    }
}
