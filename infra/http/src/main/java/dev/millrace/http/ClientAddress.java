package dev.millrace.http;

import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Has a request come from the client that a trusted proxy asks for, by {@code X-Forwarded-For}. Each proxy adds at the end whom it was asked by, so the
 * last address that is none of a trusted proxy is the client's; what stands before it anybody may have written.
 */
final class ClientAddress implements WebFilter, Ordered {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> proxies;

    ClientAddress(TrustedProxies trusted) {
        this.proxies = trusted.networks();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        @Nullable InetSocketAddress peer = request.getRemoteAddress();
        List<String> told = request.getHeaders().getOrEmpty(FORWARDED_FOR);
        if (told.isEmpty() || peer == null || !isProxy(peer)) {
            return chain.filter(exchange);
        }
        InetSocketAddress client = client(peer, told);
        return chain.filter(exchange.mutate()
                .request(request.mutate().remoteAddress(client).build())
                .build());
    }

    private InetSocketAddress client(InetSocketAddress peer, List<String> told) {
        List<String> hops = told.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .toList();
        InetSocketAddress client = peer;
        for (String hop : hops.reversed()) {
            try {
                client = new InetSocketAddress(InetAddress.ofLiteral(hop.strip()), 0);
            } catch (IllegalArgumentException noAddress) {
                return client;
            }
            if (!isProxy(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean isProxy(InetSocketAddress address) {
        return proxies.stream().anyMatch(network -> network.matches(address));
    }

    @Override
    public int getOrder() {
        return FilterOrder.CLIENT_ADDRESS;
    }
}
