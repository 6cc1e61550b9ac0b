package dev.millrace.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response whose client is expected to read it. */
final class StreamedResponse extends ServerHttpResponseDecorator {

    /** A body that is there at once may wait this many times as long as a piece of a stream. */
    private static final int WHOLE_BODY = 10;

    private final ServerHttpRequest request;
    private final Duration writeTimeout;

    StreamedResponse(ServerHttpRequest request, ServerHttpResponse response, Duration writeTimeout) {
        super(response);
        this.request = request;
        this.writeTimeout = writeTimeout;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        // Chunks are sent each by itself, which keeps few of them waiting; and of a stream the head can be had without
        // a
        // body.
        return isStream(getHeaders().getContentType())
                ? writeAndFlushWith(Flux.from(body).map(Mono::just))
                : Mono.defer(() -> {
                    WriteDeadline deadline = deadline();
                    return super.writeWith(Flux.from(body).doOnComplete(deadline::begin))
                            .doFinally(end -> deadline.met());
                });
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        // A proxy such as nginx would gather what is sent, and hand on a live stream in lumps.
        getHeaders().set("X-Accel-Buffering", "no");
        return Mono.defer(() -> {
            WriteDeadline deadline = deadline();
            return super.writeAndFlushWith(deadline.watch(Flux.from(body))).doFinally(end -> deadline.met());
        });
    }

    private static boolean isStream(@Nullable MediaType type) {
        return MediaType.APPLICATION_NDJSON.isCompatibleWith(type)
                || MediaType.TEXT_EVENT_STREAM.isCompatibleWith(type);
    }

    private WriteDeadline deadline() {
        return new WriteDeadline(request, getDelegate(), writeTimeout, writeTimeout.multipliedBy(WHOLE_BODY));
    }
}
