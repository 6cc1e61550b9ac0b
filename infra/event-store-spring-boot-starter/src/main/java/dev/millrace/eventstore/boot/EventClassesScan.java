package dev.millrace.eventstore.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Finds event classes by their annotation. */
final class EventClassesScan {

    private EventClassesScan() {}

    static EventClasses of(Collection<String> packages, @Nullable ClassLoader loader) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
                return definition.getMetadata().isIndependent();
            }
        };
        scan.addIncludeFilter(new AnnotationTypeFilter(Event.class));
        List<Class<?>> classes = new ArrayList<>();
        for (String name : packages) {
            for (BeanDefinition found : scan.findCandidateComponents(name)) {
                classes.add(ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), loader));
            }
        }
        return new EventClasses(classes);
    }
}
