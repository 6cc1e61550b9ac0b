package dev.millrace.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.HttpServer;

/**
 * Leaves requests with large bodies in HTTP/1.1, though they ask for HTTP/2. To change over, the server takes in the whole body before any filter
 * sees the request, and of one that is too large it closes the connection while its client still sends.
 */
@ChannelHandler.Sharable
final class LargeUpgrades extends ChannelInboundHandlerAdapter implements NettyServerCustomizer {

    private static final String NAME = "millrace.largeUpgrades";

    @Override
    public HttpServer apply(HttpServer server) {
        return NextToCodec.put(server, NAME, this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request && isLarge(request)) {
            request.headers().remove(HttpHeaderNames.UPGRADE);
        }
        super.channelRead(context, message);
    }

    /** Or may be. */
    private static boolean isLarge(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request)
                || HttpUtil.getContentLength(request, 0L) > RawBody.MAX_BYTES;
    }
}
