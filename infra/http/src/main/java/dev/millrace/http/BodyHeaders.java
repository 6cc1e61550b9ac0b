package dev.millrace.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses what the headers say of a body, whether anyone reads it or not, with 415 if it is said to be encoded or anything but JSON. Pages of other
 * origins can send plain text and forms without asking, and JSON they can't.
 */
final class BodyHeaders implements WebFilter, Ordered {

    private static final MediaType ANY_JSON = new MediaType("application", "*+json");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        check(exchange.getRequest().getHeaders());
        return chain.filter(exchange);
    }

    private static void check(HttpHeaders headers) {
        if (headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream()
                .map(coding -> coding.toLowerCase(Locale.ROOT))
                .anyMatch(coding -> !coding.equals("identity"))) {
            throw refusal(HttpHeaders.CONTENT_ENCODING, "identity or absent")
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                    .exception();
        }
        if (headers.containsHeader(HttpHeaders.CONTENT_TYPE) && !isJson(headers)) {
            throw notJson();
        }
    }

    static ProblemException notJson() {
        return refusal(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
                .exception();
    }

    private static boolean isJson(HttpHeaders headers) {
        try {
            @Nullable MediaType type = headers.getContentType();
            return type != null && (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON) || ANY_JSON.includes(type));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static Problem refusal(String header, String expected) {
        return ProblemCatalog.ofStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                .with(List.of(InvalidField.expecting(header, expected)));
    }

    @Override
    public int getOrder() {
        return FilterOrder.BODY_HEADERS;
    }
}
