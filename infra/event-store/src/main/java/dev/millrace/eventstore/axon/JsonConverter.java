package dev.millrace.eventstore.axon;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Axon's converter on Jackson 3: objects to JSON bytes and back, and from one shape to another. Texts turn into bytes and back as
 * they are, without quotes. Thread-safe.
 */
public final class JsonConverter implements Converter {

    private final JsonMapper mapper;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    public JsonConverter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Has Jackson find out about the types now; it takes a lock when it does so, which no event loop should have to wait for. */
    void prepare(Collection<? extends Class<?>> types) {
        for (Class<?> type : types) {
            readers.put(type, mapper.readerFor(type));
            mapper.writerFor(type);
        }
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
            return (T) converted(input, targetType);
        } catch (JacksonException e) {
            throw new ConversionException(
                    "Cannot convert " + input.getClass().getName() + " to " + targetType.getTypeName(), e);
        }
    }

    private Object converted(Object input, Type target) {
        return switch (input) {
            case byte[] bytes when target == String.class -> new String(bytes, StandardCharsets.UTF_8);
            case byte[] bytes -> reader(target).readValue(bytes);
            case String text when target == byte[].class -> text.getBytes(StandardCharsets.UTF_8);
            case JsonNode tree when target != byte[].class -> reader(target).readValue(tree);
            case Object any when target == byte[].class -> mapper.writeValueAsBytes(any);
            default -> mapper.convertValue(input, mapper.constructType(target));
        };
    }

    private ObjectReader reader(Type type) {
        ObjectReader reader = readers.get(type);
        return reader != null
                ? reader
                : readers.computeIfAbsent(type, unknown -> mapper.readerFor(mapper.constructType(unknown)));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("mapper", mapper);
    }
}
