package dev.millrace.http;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.HttpServer;

/**
 * Bounds what the kernel takes for a client that doesn't read: {@value #MOST} bytes that have not been sent. By itself it takes
 * megabytes, and hundreds of such clients would have the server make as many answers as the kernel has memory for. What is on its way
 * to a client that reads isn't bounded by this, so that a fast line stays fast. On Linux; elsewhere the kernel's own bounds hold.
 */
final class UnsentBytes implements NettyServerCustomizer {

    private static final long MOST = 128 << 10;

    @Override
    public HttpServer apply(HttpServer server) {
        return Epoll.isAvailable() ? server.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST) : server;
    }
}
