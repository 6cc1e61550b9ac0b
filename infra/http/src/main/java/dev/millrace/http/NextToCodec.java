package dev.millrace.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpServerCodec;
import reactor.netty.http.server.HttpServer;

/** Where a handler sees every request of HTTP/1.1 before any other does, and every answer after: one of them changes over to HTTP/2. */
final class NextToCodec {

    private NextToCodec() {}

    /** @param handler sharable; it stands on every connection that has the codec */
    static HttpServer put(HttpServer server, String name, ChannelHandler handler) {
        return server.doOnChannelInit((observer, channel, address) -> {
            ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
            if (codec != null) {
                channel.pipeline().addAfter(codec.name(), name, handler);
            }
        });
    }
}
