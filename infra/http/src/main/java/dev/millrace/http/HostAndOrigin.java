package dev.millrace.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps web pages of others from acting through a browser that can reach this server. A page whose name was made to point here
 * sends that name as the host; any other sends its own origin with whatever could change something.
 */
final class HostAndOrigin implements WebFilter, Ordered {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]/@\\s]+)(?::\\d{1,5})?");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final TrustedNames trusted;

    HostAndOrigin(TrustedNames trusted) {
        this.trusted = trusted;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        List<String> hosts = request.getHeaders().getOrEmpty(HttpHeaders.HOST);
        if (hosts.size() != 1 || !isOurs(hosts.getFirst(), request.getLocalAddress())) {
            return Mono.error(misdirected().exception());
        }
        return mayComeFromElsewhere(request) || isTrusted(request.getHeaders(), hosts.getFirst())
                ? chain.filter(exchange)
                : Mono.error(foreign().exception());
    }

    /** A preflight isn't one: what it asks for may be more. */
    private static boolean mayComeFromElsewhere(ServerHttpRequest request) {
        return SAFE.contains(request.getMethod())
                && !request.getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private boolean isOurs(String header, @Nullable InetSocketAddress local) {
        Matcher parts = HOST.matcher(header);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || trusted.hosts().contains(name) || isOurAddress(name, local);
    }

    /** Nobody but its owner can make an address point elsewhere, as a name can. */
    private static boolean isOurAddress(String name, @Nullable InetSocketAddress local) {
        try {
            InetAddress address =
                    InetAddress.ofLiteral(name.startsWith("[") ? name.substring(1, name.length() - 1) : name);
            return address.isLoopbackAddress() || (local != null && address.equals(local.getAddress()));
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** Whoever sends no origin is no browser, or one that sends a page's own request. */
    private boolean isTrusted(HttpHeaders headers, String host) {
        return headers.getOrEmpty(HttpHeaders.ORIGIN).stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .allMatch(origin -> trusted.origins().contains(origin)
                        || origin.replaceFirst("^https?://", "").equals(host.toLowerCase(Locale.ROOT)));
    }

    private static Problem misdirected() {
        return Problem.of(
                        HttpStatus.MISDIRECTED_REQUEST,
                        "unknown-host",
                        "This server isn't known by the name in the Host header. Its names are set by millrace.http.hosts.")
                .with(List.of(InvalidField.expecting(HttpHeaders.HOST, "a name of this server")));
    }

    private static Problem foreign() {
        return Problem.of(
                        HttpStatus.FORBIDDEN,
                        "foreign-origin",
                        "Pages of another origin may not act here. Those that may are set by millrace.http.origins.")
                .with(List.of(InvalidField.expecting(HttpHeaders.ORIGIN, "the server's own origin, or absent")));
    }

    @Override
    public int getOrder() {
        return FilterOrder.HOST_AND_ORIGIN;
    }
}
