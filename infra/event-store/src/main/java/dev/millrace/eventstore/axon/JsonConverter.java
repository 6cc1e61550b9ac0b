package dev.millrace.eventstore.axon;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Axon's converter on Jackson 3: objects to JSON bytes and back, and from one shape to another. Texts turn into bytes and back as
 * they are, without quotes. Thread-safe.
 */
public final class JsonConverter implements Converter {

    private final JsonMapper mapper;

    public JsonConverter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return true;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        if (input == null) {
            return null;
        }
        if (targetType instanceof Class<?> wanted && wanted.isInstance(input)) {
            return (T) input;
        }
        try {
            return (T) converted(input, mapper.constructType(targetType));
        } catch (JacksonException e) {
            throw new ConversionException(
                    "Cannot convert " + input.getClass().getName() + " to " + targetType.getTypeName(), e);
        }
    }

    private Object converted(Object input, JavaType target) {
        Class<?> wanted = target.getRawClass();
        return switch (input) {
            case byte[] bytes when wanted == String.class -> new String(bytes, StandardCharsets.UTF_8);
            case byte[] bytes -> mapper.readValue(bytes, target);
            case String text when wanted == byte[].class -> text.getBytes(StandardCharsets.UTF_8);
            case JsonNode tree when wanted != byte[].class -> mapper.treeToValue(tree, target);
            case Object any when wanted == byte[].class -> mapper.writeValueAsBytes(any);
            default -> mapper.convertValue(input, target);
        };
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("mapper", mapper);
    }
}
