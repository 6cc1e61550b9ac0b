package dev.millrace.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
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
 * Takes in a request's body, up to {@value #MAX_BYTES} bytes, or {@value #MAX_LARGE_BYTES} where {@link TakesLargeBodies} says so, and
 * {@value #MAX_SECONDS} seconds, and lets it go on only if {@link CardData} finds none in it. Until then nothing else has seen it.
 */
public final class RawBody implements WebFilter, Ordered {

    /** 1 MiB, whether the length was announced or not. */
    public static final int MAX_BYTES = 1 << 20;

    /** 10 MiB: 500 products whose names and descriptions are as long as they may be, in UTF-8. */
    public static final int MAX_LARGE_BYTES = 10 << 20;

    /** How much of a body that is too large is read beyond its bound. */
    public static final int BYTES_BEYOND = 8 << 20;

    static final int MAX_SECONDS = 30;

    private static final String BYTES = RawBody.class.getName();
    private static final byte[] NONE = {};

    private final LargeBodies large;

    RawBody(LargeBodies large) {
        this.large = large;
    }

    /** The body's bytes as they came; empty if there was none. Not to be changed. */
    public static byte[] of(ServerWebExchange exchange) {
        return Objects.requireNonNullElse(exchange.<byte[]>getAttribute(BYTES), NONE);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        CardData.refuseIn(request.getQueryParams());
        CardData.refuseIn(request.getHeaders());
        if (!mayHaveBody(request)) {
            return chain.filter(exchange);
        }
        return taken(request, large.most(exchange))
                .timeout(Duration.ofSeconds(MAX_SECONDS))
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

    private static Mono<byte[]> taken(ServerHttpRequest request, int most) {
        BodyIntake intake = new BodyIntake(most);
        if (request.getHeaders().getContentLength() <= most) {
            return intake.take(request.getBody());
        }
        return asksFirst(request) ? Mono.error(BodyIntake.tooLarge(most)) : intake.refuse(request.getBody());
    }

    /** Its client waits for a word before it sends the body, and to read on would be that word. */
    private static boolean asksFirst(ServerHttpRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.EXPECT));
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
