package dev.millrace.eventstore.boot;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.annotation.EventHandler;
import org.axonframework.messaging.queryhandling.annotation.QueryHandler;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The names of beans with handlers, found by type alone: none is made for it. */
record HandlerBeans(List<String> commands, List<String> queries, List<String> events) {

    static HandlerBeans in(ConfigurableListableBeanFactory beans) {
        HandlerBeans found = new HandlerBeans(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getBeanDefinition(name).isAbstract() ? null : beans.getType(name, false);
            if (type != null) {
                Class<?> handler = ClassUtils.getUserClass(type);
                found.add(found.commands, name, handler, CommandHandler.class);
                found.add(found.queries, name, handler, QueryHandler.class);
                found.add(found.events, name, handler, EventHandler.class);
            }
        }
        return found;
    }

    private void add(List<String> names, String name, Class<?> type, Class<? extends Annotation> annotation) {
        if (ReflectionUtils.getUniqueDeclaredMethods(
                                type, method -> AnnotatedElementUtils.hasAnnotation(method, annotation))
                        .length
                > 0) {
            names.add(name);
        }
    }
}
