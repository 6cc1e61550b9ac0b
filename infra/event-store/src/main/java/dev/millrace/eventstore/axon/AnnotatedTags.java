package dev.millrace.eventstore.axon;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Tags from {@code @EventTag} on record components, fields and methods without parameters: Axon's rules, looked up once per class
 * instead of once per event. A null gives no tag, a collection one for each item.
 */
public final class AnnotatedTags implements TagResolver {

    private final ClassValue<List<Source>> sources = new ClassValue<>() {
        @Override
        protected List<Source> computeValue(Class<?> type) {
            return sourcesOf(type);
        }
    };

    @Override
    public Set<Tag> resolve(EventMessage event) {
        Object payload = event.payload();
        if (payload == null) {
            return Set.of();
        }
        Set<Tag> tags = new HashSet<>();
        for (Source source : sources.get(payload.getClass())) {
            source.addTo(tags, payload);
        }
        return tags;
    }

    private static List<Source> sourcesOf(Class<?> type) {
        List<Source> found = new ArrayList<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                for (EventTag tag : field.getAnnotationsByType(EventTag.class)) {
                    found.add(new Source(key(tag, field.getName()), accessible(field)::get));
                }
            }
        }
        Map<String, Method> methods = new LinkedHashMap<>();
        collectMethods(type, methods);
        for (Method method : methods.values()) {
            for (EventTag tag : method.getAnnotationsByType(EventTag.class)) {
                found.add(new Source(key(tag, property(method.getName())), accessible(method)::invoke));
            }
        }
        return List.copyOf(found);
    }

    /** A record's component annotated without a target ends up on field and accessor alike; the field is enough. */
    private static void collectMethods(@Nullable Class<?> type, Map<String, Method> methods) {
        if (type == null || type == Object.class) {
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean tagged = method.getAnnotationsByType(EventTag.class).length > 0;
            if (tagged && method.getParameterCount() > 0) {
                throw new IllegalArgumentException("An @EventTag method takes no parameters: " + method);
            }
            if (tagged) {
                methods.putIfAbsent(method.getName(), method);
            }
        }
        collectMethods(type.getSuperclass(), methods);
        for (Class<?> parent : type.getInterfaces()) {
            collectMethods(parent, methods);
        }
    }

    private static String key(EventTag tag, String name) {
        return tag.key().isBlank() ? name : tag.key();
    }

    private static String property(String method) {
        return method.length() > 3 && method.startsWith("get") && Character.isUpperCase(method.charAt(3))
                ? Character.toLowerCase(method.charAt(3)) + method.substring(4)
                : method;
    }

    private static <M extends AccessibleObject> M accessible(M member) {
        try {
            member.setAccessible(true);
            return member;
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException("Can't read the tag of " + member, e);
        }
    }

    @FunctionalInterface
    private interface Getter {
        @Nullable
        Object get(Object payload) throws ReflectiveOperationException;
    }

    private record Source(String key, Getter getter) {

        void addTo(Set<Tag> tags, Object payload) {
            Object value;
            try {
                value = getter.get(payload);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "Can't read tag " + key + " of " + payload.getClass().getName(), e);
            }
            switch (value) {
                case null -> {}
                case Iterable<?> items -> {
                    for (Object item : items) {
                        if (item != null) {
                            tags.add(new Tag(key, item.toString()));
                        }
                    }
                }
                default -> tags.add(new Tag(key, value.toString()));
            }
        }
    }
}
