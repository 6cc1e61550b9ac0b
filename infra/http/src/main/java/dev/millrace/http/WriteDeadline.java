package dev.millrace.http;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Closes the connection of a client that doesn't read. The server demands some 30 pieces of a stream, and more as those are
 * taken: once it has them all and demands nothing for a while, they stand in buffers that nobody empties. A slow reader keeps
 * demanding, if only slowly. One response's.
 */
final class WriteDeadline {

    private static final Logger LOG = LoggerFactory.getLogger(WriteDeadline.class);

    private final ServerHttpRequest request;
    private final ServerHttpResponse response;
    private final Duration forMore;
    private final Duration forRest;
    private final AtomicLong demanded = new AtomicLong();
    private final Disposable.Swap alarm = Disposables.swap();

    /**
     * @param forMore how long nothing more may be demanded of a stream
     * @param forRest how long the rest may take once all has been handed over
     */
    WriteDeadline(ServerHttpRequest request, ServerHttpResponse response, Duration forMore, Duration forRest) {
        this.request = request;
        this.response = response;
        this.forMore = forMore;
        this.forRest = forRest;
    }

    <T> Flux<T> watch(Flux<T> pieces) {
        return pieces.doOnNext(piece -> {
                    if (demanded.decrementAndGet() == 0) {
                        within(forMore);
                    }
                })
                .doOnComplete(this::begin)
                .doOnRequest(more -> {
                    demanded.accumulateAndGet(more, Operators::addCap);
                    alarm.update(Disposables.disposed());
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
        HttpServerResponse connected = ServerHttpResponseDecorator.getNativeResponse(response);
        connected.withConnection(connection -> {
            // The kernel keeps nothing for it either, and the client learns that its answer is not whole.
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.channel().close();
        });
    }
}
