package dev.millrace.commandside;

import dev.millrace.http.RawBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells whether two requests ask for the same: by method, path, query and the body's JSON. White space and the order of fields
 * make no difference, since many a client writes them in another order after it was started anew.
 */
final class Fingerprint {

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private Fingerprint() {}

    /** SHA-256, 32 bytes. */
    static byte[] of(ServerWebExchange exchange) {
        MessageDigest digest = sha256();
        String target = exchange.getRequest().getURI().getRawPath() + "?"
                + exchange.getRequest().getURI().getRawQuery();
        digest.update((exchange.getRequest().getMethod() + " " + target + "\n").getBytes(StandardCharsets.UTF_8));
        return digest.digest(canonical(RawBody.of(exchange)));
    }

    private static byte[] canonical(byte[] body) {
        try {
            return CANONICAL.writeValueAsBytes(CANONICAL.readTree(body));
        } catch (JacksonException notJson) {
            return body;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
