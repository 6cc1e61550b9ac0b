package dev.millrace.http;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Makes a value of a JSON string and of nothing else. */
final class StrictDeserializer<T> extends StdScalarDeserializer<T> {

    private final String expected;
    private final transient Function<String, T> parse;

    /** @param parse refuses with any runtime exception */
    StrictDeserializer(Class<T> type, String expected, Function<String, T> parse) {
        super(type);
        this.expected = expected;
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new InvalidValueException(parser, expected);
        }
        try {
            return parse.apply(parser.getString());
        } catch (RuntimeException e) {
            throw new InvalidValueException(parser, expected);
        }
    }
}
