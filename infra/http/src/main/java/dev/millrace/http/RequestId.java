package dev.millrace.http;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Gives every request an id: the caller's {@value #HEADER} if it is one that can stand in a log, else a new one. It is in the
 * response, in the log lines of this module, in the Reactor context under {@value #KEY}, and becomes the correlation id
 * of what the request causes.
 */
public final class RequestId implements WebFilter, Ordered {

    public static final String HEADER = "X-Request-Id";

    /** Of the exchange's attribute, of the Reactor context's entry and of the logging context's. */
    public static final String KEY = "requestId";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    RequestId() {}

    /** The id of a request that came through the filters. */
    public static String of(ServerWebExchange exchange) {
        return Objects.requireNonNullElse(exchange.<String>getAttribute(KEY), "none");
    }

    /** The id of the request that this runs for, or {@code none}. */
    public static String of(ContextView context) {
        return Objects.requireNonNullElse(context.<String>getOrDefault(KEY, "none"), "none");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = idOf(exchange.getRequest().getHeaders().getFirst(HEADER));
        exchange.getAttributes().put(KEY, id);
        exchange.getResponse().getHeaders().set(HEADER, id);
        return chain.filter(exchange).contextWrite(context -> context.put(KEY, id));
    }

    private static String idOf(@Nullable String given) {
        return given != null && SANE.matcher(given).matches() && !CardNumberInText.isIn(given) ? given : made();
    }

    static String made() {
        return UuidCreator.getTimeOrderedEpochFast().toString();
    }

    @Override
    public int getOrder() {
        return FilterOrder.REQUEST_ID;
    }
}
