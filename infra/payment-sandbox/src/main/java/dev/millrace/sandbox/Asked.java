package dev.millrace.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it came, checked for what must not be in any.
 *
 * @param key the idempotency key
 * @param fingerprint hash of what is asked, wherever a repetition must be the same
 */
record Asked(String key, String fingerprint, JsonNode body) {

    private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** Reads a request; a {@link Refusal} if it has no key, isn't said to be JSON or isn't, or carries a card number anywhere. */
    static Mono<Asked> read(ServerRequest request) {
        return request.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map(body -> of(request, body));
    }

    private static Asked of(ServerRequest request, byte[] body) {
        // Other types don't come this far; pages of others can send bodies without any.
        if (body.length > 0 && request.headers().contentType().isEmpty()) {
            throw new Refusal(
                    415, "unsupported-media-type", "the body must be application/json, and its headers say so");
        }
        String key = String.valueOf(request.headers().firstHeader("Idempotency-Key"));
        JsonNode json = parse(body);
        if (CardNumbers.isIn(key) || CardNumbers.isIn(json.toString()) || CardNumbers.isIn(request.path())) {
            throw new Refusal(400, "card-data-refused", "only tokens are taken here, never card numbers");
        }
        if (request.headers().firstHeader("Idempotency-Key") == null
                || !KEY.matcher(key).matches()) {
            throw new Refusal(400, "idempotency-key-missing", "Idempotency-Key must be 1 to 255 printable characters");
        }
        return new Asked(key, hash(request.path() + "\n" + json), json);
    }

    /** The body as a charge; a {@link Refusal} if it isn't one. */
    Charge charge() {
        try {
            return JSON.treeToValue(body, Charge.class);
        } catch (JacksonException malformed) {
            throw new Refusal(
                    400, "malformed", "paymentId, orderId, amount in minor units, currency and token, nothing else");
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException malformed) {
            throw new Refusal(400, "malformed", "the body must be JSON");
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
