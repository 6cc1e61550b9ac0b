package dev.millrace.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Tells when a connection, or a stream of HTTP/2, can take more: what it was given and hasn't sent is less than the low-water mark after it
 * was more than the high one (16 and 32 KiB, {@link UnsentBytes}). Used on the channel's event loop alone.
 */
final class Writability extends ChannelInboundHandlerAdapter {

    private static final String NAME = "millrace.writability";

    private @Nullable MonoSink<?> waiting;

    private Writability() {}

    /** Completes when {@code channel} can take more, what it was given before counted in. One at a time may wait. */
    static <T> Mono<T> of(Channel channel) {
        return Mono.create(sink -> {
            EventLoop loop = channel.eventLoop();
            if (loop.inEventLoop()) {
                await(channel, sink);
            } else {
                loop.execute(() -> await(channel, sink));
            }
        });
    }

    private static void await(Channel channel, MonoSink<?> sink) {
        if (channel.isWritable()) {
            sink.success();
        } else {
            on(channel).waiting = sink;
        }
    }

    private static Writability on(Channel channel) {
        if (channel.pipeline().get(NAME) instanceof Writability there) {
            return there;
        }
        // First, since the server's own handler keeps the news to itself.
        Writability handler = new Writability();
        channel.pipeline().addFirst(NAME, handler);
        return handler;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        MonoSink<?> told = waiting;
        if (told != null && context.channel().isWritable()) {
            waiting = null;
            told.success();
        }
        context.fireChannelWritabilityChanged();
    }
}
