package dev.millrace.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * What the headers say of a body, whether anyone reads it or not. Pages of other origins can send plain text and forms without
 * asking, and JSON they can't.
 */
final class BodyHeaders {

    private static final MediaType ANY_JSON = new MediaType("application", "*+json");

    private BodyHeaders() {}

    /** @throws ProblemException 415, if the body is said to be encoded or anything but JSON */
    static void check(HttpHeaders headers) {
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
}
