package dev.millrace.http;

import jakarta.validation.Constraint;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/** Says what a place in a request takes. */
final class Expectation {

    private static final String MUST_BE = "must be ";

    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class,
            StrictValues.TEXT,
            Integer.class,
            "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE,
            Long.class,
            "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE,
            Boolean.class,
            "true or false",
            UUID.class,
            "a UUID such as 0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10",
            Instant.class,
            StrictValues.INSTANT,
            LocalDate.class,
            "a date such as 2026-01-31",
            CurrencyUnit.class,
            StrictValues.CURRENCY,
            Money.class,
            StrictValues.MONEY);

    private Expectation() {}

    /** The second half of "must be …"; of our own constraints and identifiers that is their whole message. */
    static String inMessage(String message) {
        int at = message.indexOf(MUST_BE);
        if (at >= 0) {
            return message.substring(at + MUST_BE.length());
        }
        return switch (message) {
            case "must not be null" -> "present";
            case "must not be blank" -> "a text that isn't blank";
            case "must not be empty" -> "something that isn't empty";
            default -> message.startsWith("size must be ") ? "of a size " + message.substring(13) : message;
        };
    }

    /** What a value of {@code type} looks like, unless {@code refusal} says it better. */
    static String of(Class<?> type, @Nullable Throwable refusal) {
        if (refusal instanceof IllegalArgumentException
                && refusal.getMessage() != null
                && refusal.getMessage().contains(" " + MUST_BE)) {
            return inMessage(refusal.getMessage());
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (TYPES.containsKey(boxed)) {
            return TYPES.get(boxed);
        }
        if (boxed.isEnum()) {
            return Stream.of(boxed.getEnumConstants())
                    .map(constant -> HttpJson.mapper().valueToTree(constant).asString())
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (Collection.class.isAssignableFrom(boxed) || boxed.isArray()) {
            return "a list";
        }
        return isValue(boxed) ? "a string" : "an object";
    }

    /** What the constraints on a record's component say, so that "three" is answered like 0. */
    static Optional<String> ofComponent(Class<?> type, String name) {
        return Stream.of(type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
                .filter(component -> component.getName().equals(name))
                .flatMap(component -> constraintMessages(component.getAccessor()))
                .filter(message -> message.startsWith(MUST_BE) && !message.contains("{"))
                .map(Expectation::inMessage)
                .findFirst();
    }

    private static Stream<String> constraintMessages(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class))
                .map(Expectation::messageOf);
    }

    private static String messageOf(Annotation annotation) {
        return String.valueOf(AnnotationUtils.getValue(annotation, "message"));
    }

    private static boolean isValue(Class<?> type) {
        return (type.isRecord() && type.getRecordComponents().length == 1)
                || type.getSimpleName().toLowerCase(Locale.ROOT).endsWith("id");
    }
}
