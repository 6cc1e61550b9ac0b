package dev.millrace.eventstore.axon;

import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Tokens as JSON, with a mapper of its own: wrapped tokens name their classes, which must be tokens or plain values. Thread-safe. */
public final class TokenJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                    .allowIfBaseType(TrackingToken.class)
                    .allowIfSubType("org.axonframework.")
                    .allowIfSubType("java.lang.")
                    .build())
            .build();

    /** The token; its class has to be remembered beside it. */
    public byte[] write(TrackingToken token) {
        return mapper.writeValueAsBytes(token);
    }

    /**
     * The token; null if either is.
     *
     * @param type name of its class
     */
    public @Nullable TrackingToken read(byte @Nullable [] json, @Nullable String type) {
        if (json == null || type == null) {
            return null;
        }
        try {
            Class<?> tokenType = Class.forName(type, false, TokenJson.class.getClassLoader());
            return mapper.readValue(json, tokenType.asSubclass(TrackingToken.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Unknown type of token: " + type, e);
        }
    }
}
