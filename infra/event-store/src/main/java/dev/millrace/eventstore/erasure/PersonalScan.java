package dev.millrace.eventstore.erasure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** Not thread-safe. Finds what is marked {@link Personal} in a class and in the records within it, by the names that Jackson writes. */
final class PersonalScan {

    private final JsonMapper mapper;
    private final String marker;
    /** The classes within which the one being looked at is, and those of them that were met again. */
    private final Set<Class<?>> above = new HashSet<>();

    private final Set<Class<?>> recursive = new HashSet<>();

    PersonalScan(JsonMapper mapper, String marker) {
        this.mapper = mapper;
        this.marker = marker;
    }

    List<PersonalField> fieldsOf(Class<?> type) {
        return List.copyOf(scanned(mapper.constructType(type), JsonPointer.empty(), true));
    }

    /** @param any whether to look into what is neither record nor sealed */
    private Set<PersonalField> scanned(JavaType type, JsonPointer at, boolean any) {
        Class<?> raw = type.getRawClass();
        if (type.isContainerType() || type.isReferenceType()) {
            contents(type).forEach(item -> refuse(type, scanned(item, at, false)));
            return Set.of();
        }
        if (!any && !raw.isRecord() && !raw.isSealed()) {
            return Set.of();
        }
        if (!above.add(raw)) {
            recursive.add(raw);
            return Set.of();
        }
        Set<PersonalField> found = new LinkedHashSet<>();
        if (raw.isSealed()) {
            for (Class<?> permitted : raw.getPermittedSubclasses()) {
                found.addAll(scanned(mapper.constructType(permitted), at, true));
            }
        }
        found.addAll(properties(type, at));
        above.remove(raw);
        if (recursive.contains(raw) && !found.isEmpty()) {
            throw new IllegalArgumentException(
                    "@Personal within " + raw.getName() + " can't be followed: it holds itself");
        }
        return found;
    }

    private Set<PersonalField> properties(JavaType type, JsonPointer at) {
        Set<PersonalField> found = new LinkedHashSet<>();
        int marked = 0;
        for (BeanPropertyDefinition property : properties(type)) {
            JsonPointer within = at.appendProperty(property.getName());
            Personal personal = annotation(property, Personal.class);
            if (personal != null) {
                marked++;
                found.add(new PersonalField(within, personal.subject(), standIn(personal, property)));
            } else if (annotation(property, JsonUnwrapped.class) != null) {
                refuse(property.getPrimaryType(), scanned(property.getPrimaryType(), within, false));
            } else {
                found.addAll(scanned(property.getPrimaryType(), within, false));
            }
        }
        if (marked < marks(type.getRawClass())) {
            throw new IllegalArgumentException(
                    type.getRawClass().getName() + " marks as personal what Jackson doesn't write as a property");
        }
        return found;
    }

    /** What is in there has no fixed place. */
    private static void refuse(JavaType type, Set<PersonalField> within) {
        if (!within.isEmpty()) {
            throw new IllegalArgumentException(
                    "@Personal within " + type.toCanonical() + " can't be followed: mark what holds it instead");
        }
    }

    private static List<JavaType> contents(JavaType type) {
        List<JavaType> contents = new ArrayList<>(2);
        if (type.getKeyType() != null) {
            contents.add(type.getKeyType());
        }
        if (type.getContentType() != null) {
            contents.add(type.getContentType());
        }
        return contents;
    }

    private List<BeanPropertyDefinition> properties(JavaType type) {
        ClassIntrospector introspector = mapper.serializationConfig().classIntrospectorInstance();
        return introspector
                .introspectForSerialization(type, introspector.introspectClassAnnotations(type))
                .findProperties();
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A annotation(
            BeanPropertyDefinition property, Class<A> type) {
        AnnotatedMember[] members = {property.getAccessor(), property.getField(), property.getGetter()};
        for (AnnotatedMember member : members) {
            A annotation = member == null ? null : member.getAnnotation(type);
            if (annotation != null) {
                return annotation;
            }
        }
        return null;
    }

    private static int marks(Class<?> type) {
        int marks = 0;
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                marks += component.isAnnotationPresent(Personal.class) ? 1 : 0;
            }
        }
        return marks;
    }

    private JsonNode standIn(Personal personal, BeanPropertyDefinition property) {
        if (!personal.erased().isEmpty()) {
            try {
                return Json.tree(personal.erased().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "The stand-in of " + property.getName() + " is not JSON: " + personal.erased(), e);
            }
        }
        Class<?> type = property.getRawPrimaryType();
        if (CharSequence.class.isAssignableFrom(type)) {
            return StringNode.valueOf(marker);
        }
        if (type == boolean.class) {
            return BooleanNode.FALSE;
        }
        if (type == char.class) {
            return StringNode.valueOf(" ");
        }
        return type.isPrimitive() ? IntNode.valueOf(0) : NullNode.getInstance();
    }
}
