package dev.millrace.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpStatusClass;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.netty.http.server.HttpServer;

/**
 * Makes problems of the bare answers that the server itself gives to requests it can't read: a malformed first line, headers
 * or a path that are too long. No filter sees those. They are known by the request id that they lack.
 */
@ChannelHandler.Sharable
final class UnreadRequests extends ChannelOutboundHandlerAdapter implements NettyServerCustomizer {

    private static final String NAME = "millrace.unreadRequests";

    @Override
    public HttpServer apply(HttpServer server) {
        return NextToCodec.put(server, NAME, this);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof FullHttpResponse answer && isBare(answer)) {
            super.write(context, problem(answer), promise);
            answer.release();
        } else {
            super.write(context, message, promise);
        }
    }

    private static boolean isBare(FullHttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.CLIENT_ERROR
                && !answer.content().isReadable()
                && !answer.headers().contains(RequestId.HEADER);
    }

    private static FullHttpResponse problem(FullHttpResponse answer) {
        HttpStatus known = HttpStatus.resolve(answer.status().code());
        String id = RequestId.made();
        Problem problem = ProblemCatalog.ofStatus(known == null ? HttpStatus.BAD_REQUEST : known)
                .at(null, id);
        byte[] body = HttpJson.mapper().writeValueAsBytes(problem);
        FullHttpResponse told = new DefaultFullHttpResponse(
                answer.protocolVersion(),
                answer.status(),
                Unpooled.wrappedBuffer(body),
                answer.headers(),
                answer.trailingHeaders());
        HttpHeaders headers = told.headers();
        headers.set(RequestId.HEADER, id);
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        return told;
    }
}
