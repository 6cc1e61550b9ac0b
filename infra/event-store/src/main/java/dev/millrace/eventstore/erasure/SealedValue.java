package dev.millrace.eventstore.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An encrypted value as it is stored in place of the clear one: {@code {"$sealed":"A256GCM","key":id,"nonce":…,"text":…,"erased":…}}.
 * It is bound to event, type, place, subject and stand-in, and of no use elsewhere.
 *
 * @param erased what is read once the key is destroyed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SealedValue(UUID key, byte[] nonce, byte[] text, JsonNode erased) {

    private static final String SEALED = "$sealed";
    private static final String ALGORITHM = "A256GCM";

    /** In the bytes of every payload that has such values, and of no other: within a text the quotes would be escaped. */
    private static final byte[] MARK =
            ("{\"" + SEALED + "\":\"" + ALGORITHM + "\",").getBytes(StandardCharsets.US_ASCII);

    static SealedValue seal(SubjectKey.Live key, UUID event, String type, PersonalField field, JsonNode value) {
        byte[] nonce = Aes.random(Aes.NONCE_BYTES);
        byte[] bound = bound(key, event, type, field.at(), field.erased());
        return new SealedValue(
                key.id(), nonce, Aes.encrypt(key.key(), nonce, bound, Json.bytes(value)), field.erased());
    }

    /** @throws GeneralSecurityException if it was altered, or belongs elsewhere */
    JsonNode open(SubjectKey.Live with, UUID event, String type, JsonPointer at) throws GeneralSecurityException {
        return Json.tree(Aes.decrypt(with.key(), nonce, bound(with, event, type, at, erased), text));
    }

    private static byte[] bound(SubjectKey key, UUID event, String type, JsonPointer at, JsonNode erased) {
        return Aes.binding("millrace.value.1", key.subject(), key.id(), event, type, at, Json.bytes(erased));
    }

    /** Null if it is something else. */
    static @Nullable SealedValue of(JsonNode node) {
        if (!(node instanceof ObjectNode) || !ALGORITHM.equals(node.path(SEALED).asString(""))) {
            return null;
        }
        try {
            return new SealedValue(
                    UUID.fromString(node.path("key").asString("")),
                    bytes(node.path("nonce")),
                    bytes(node.path("text")),
                    node.path("erased"));
        } catch (IllegalArgumentException _) {
            return new SealedValue(new UUID(0, 0), new byte[0], new byte[0], node.path("erased"));
        }
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getUrlDecoder().decode(base64.asString(""));
    }

    JsonNode json() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(SEALED, ALGORITHM)
                .put("key", key.toString())
                .put("nonce", base64.encodeToString(nonce))
                .put("text", base64.encodeToString(text));
        return json.set("erased", erased);
    }

    static byte[] mark() {
        return MARK.clone();
    }

    static boolean isIn(byte[] payload) {
        for (int start = 0; start <= payload.length - MARK.length; start++) {
            if (payload[start] == MARK[0]
                    && java.util.Arrays.equals(payload, start, start + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }
}
