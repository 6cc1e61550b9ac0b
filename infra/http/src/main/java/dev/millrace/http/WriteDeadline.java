package dev.millrace.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Hands a body over as its client takes it, and closes the connection of one that doesn't read. By itself the server takes a hundred
 * pieces ahead and keeps them for whoever doesn't. One response's.
 */
final class WriteDeadline {

    private static final Logger LOG = LoggerFactory.getLogger(WriteDeadline.class);

    private final ServerHttpRequest request;
    private final ServerHttpResponse response;
    private final Duration forMore;
    private final Duration forRest;
    private final Channel channel;
    private final Disposable.Swap alarm = Disposables.swap();

    /**
     * @param forMore how long the connection may take nothing more of a stream
     * @param forRest how long the rest may take once all has been handed over
     */
    WriteDeadline(ServerHttpRequest request, ServerHttpResponse response, Duration forMore, Duration forRest) {
        this.request = request;
        this.response = response;
        this.forMore = forMore;
        this.forRest = forRest;
        this.channel = channel(response);
    }

    /** The pieces of a stream, the next one asked for when the connection can take it. */
    <T> Flux<T> watch(Flux<T> pieces) {
        return pieces.concatMap(piece -> Flux.concat(Mono.just(piece), untilTaken()), 0)
                .doOnComplete(this::begin);
    }

    private <T> Mono<T> untilTaken() {
        return Mono.defer(() -> {
            if (channel.eventLoop().inEventLoop() && channel.isWritable()) {
                return Mono.empty();
            }
            within(forMore);
            return Writability.<T>of(channel).doOnSuccess(taken -> alarm.update(Disposables.disposed()));
        });
    }

    /** All has been handed over. */
    void begin() {
        within(forRest);
    }

    /** It is written, or can't be any more. */
    void met() {
        alarm.dispose();
    }

    private void within(Duration time) {
        alarm.update(Schedulers.parallel().schedule(() -> cut(time), time.toMillis(), TimeUnit.MILLISECONDS));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever writes to it is told
    private void cut(Duration time) {
        LOG.warn(
                "request={} of {} for {} is cut: its client has read nothing for {}",
                response.getHeaders().getFirst(RequestId.HEADER),
                request.getRemoteAddress(),
                request.getPath().value(),
                time);
        // The kernel keeps nothing for it either, and the client learns that its answer is not whole.
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private static Channel channel(ServerHttpResponse response) {
        HttpServerResponse connected = ServerHttpResponseDecorator.getNativeResponse(response);
        AtomicReference<Channel> channel = new AtomicReference<>();
        connected.withConnection(connection -> channel.set(connection.channel()));
        return Objects.requireNonNull(channel.get());
    }
}
