package dev.millrace.http;

import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.HttpServer;

/**
 * Bounds what is kept for a client that doesn't read: {@value #IN_KERNEL} bytes in the kernel that have not been sent, which by itself takes
 * megabytes, and about as much before it. Hundreds of such clients would have the server make as many answers as there is memory
 * for. What is on its way to a client that reads isn't bounded by this, so that a fast line stays fast. The kernel's part on Linux; elsewhere
 * its own bounds hold.
 */
final class UnsentBytes implements NettyServerCustomizer {

    private static final long IN_KERNEL = 32 << 10;
    /** See {@link Writability}. */
    private static final WriteBufferWaterMark BEFORE_IT = new WriteBufferWaterMark(16 << 10, 32 << 10);

    @Override
    public HttpServer apply(HttpServer server) {
        HttpServer bounded = server.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BEFORE_IT);
        return Epoll.isAvailable() ? bounded.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, IN_KERNEL) : bounded;
    }
}
