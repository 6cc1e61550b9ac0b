package dev.millrace.eventstore.boot;

import java.util.Collection;
import java.util.List;

/**
 * The classes of the application's events, annotated with {@code @Event}. Unless a bean says which, they are looked for in the packages
 * of the application.
 */
public record EventClasses(Collection<Class<?>> classes) {

    public EventClasses {
        classes = List.copyOf(classes);
    }
}
