package dev.millrace.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes in a request's body, up to {@value #MAX_BYTES} bytes and {@value #MAX_SECONDS} seconds, and lets it go on only if
 * {@link CardData} finds none in it. Until then nothing else has seen it.
 */
public final class RawBody implements WebFilter, Ordered {

    /** 1 MiB, whether the length was announced or not. */
    public static final int MAX_BYTES = 1 << 20;

    static final int MAX_SECONDS = 30;

    private static final String BYTES = RawBody.class.getName();
    private static final byte[] NONE = {};

    RawBody() {}

    /** The body's bytes as they came; empty if there was none. Not to be changed. */
    public static byte[] of(ServerWebExchange exchange) {
        return Objects.requireNonNullElse(exchange.<byte[]>getAttribute(BYTES), NONE);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        CardData.refuseIn(request.getQueryParams());
        CardData.refuseIn(request.getHeaders());
        BodyHeaders.check(request.getHeaders());
        if (!mayHaveBody(request)) {
            return chain.filter(exchange);
        }
        if (request.getHeaders().getContentLength() > MAX_BYTES) {
            return Mono.error(tooLarge());
        }
        return DataBufferUtils.join(request.getBody(), MAX_BYTES)
                .map(RawBody::take)
                .defaultIfEmpty(NONE)
                .timeout(Duration.ofSeconds(MAX_SECONDS))
                .onErrorMap(DataBufferLimitException.class, e -> tooLarge())
                .onErrorMap(TimeoutException.class, e -> tooSlow())
                .flatMap(bytes -> {
                    if (bytes.length > 0 && !request.getHeaders().containsHeader(HttpHeaders.CONTENT_TYPE)) {
                        return Mono.error(BodyHeaders.notJson());
                    }
                    CardData.refuseIn(bytes);
                    exchange.getAttributes().put(BYTES, bytes);
                    return chain.filter(exchange.mutate()
                            .request(replaying(request, exchange, bytes))
                            .build());
                });
    }

    private static boolean mayHaveBody(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return headers.getContentLength() > 0
                || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                || !(request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD));
    }

    private static byte[] take(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ServerHttpRequest replaying(ServerHttpRequest request, ServerWebExchange exchange, byte[] bytes) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                return bytes.length == 0
                        ? Flux.empty()
                        : Flux.defer(() ->
                                Flux.just(exchange.getResponse().bufferFactory().wrap(bytes)));
            }
        };
    }

    private static ProblemException tooLarge() {
        return Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "The body is larger than " + MAX_BYTES + " bytes.")
                .exception();
    }

    private static ProblemException tooSlow() {
        return Problem.of(
                        HttpStatus.REQUEST_TIMEOUT,
                        "body-too-slow",
                        "The body didn't come within " + MAX_SECONDS + " seconds.")
                .exception();
    }

    @Override
    public int getOrder() {
        return FilterOrder.BODIES;
    }
}
