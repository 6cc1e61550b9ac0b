package dev.millrace.sagas;

import dev.millrace.http.YamlDefaults;
import dev.millrace.processes.ProcessDefinition;
import dev.millrace.processes.ProcessDiagram;
import dev.millrace.schema.BusinessEvent;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** The pages that show processes as pictures, made of their definitions. */
final class ProcessDocuments {

    static final String REGENERATE =
            "./mvnw -pl sagas -am test -Dtest=RegenerateDiagrams -Dsurefire.failIfNoSpecifiedTests=false";

    static final Path FOLDER = Path.of("..", "docs", "processes");

    private ProcessDocuments() {}

    /** What all contexts declare, as {@link Sagas} finds it. */
    static List<ProcessDefinition<?, ?, BusinessEvent>> definitions() {
        try (AnnotationConfigApplicationContext contexts = new AnnotationConfigApplicationContext()) {
            // Definitions alone are made, of settings alone.
            contexts.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            contexts.register(Declared.class);
            contexts.refresh();
            return contexts.getBean(Definitions.class).all();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @PropertySource(value = "classpath:sagas.yaml", factory = YamlDefaults.class)
    @ComponentScan(basePackages = "dev.millrace", resourcePattern = "*/*Processing.class")
    static class Declared {

        @Bean
        Definitions definitions(List<ProcessDefinition<?, ?, BusinessEvent>> all) {
            return new Definitions(all);
        }
    }

    record Definitions(List<ProcessDefinition<?, ?, BusinessEvent>> all) {}

    static Path file(ProcessDefinition<?, ?, ?> definition) {
        return FOLDER.resolve(definition.name() + ".md");
    }

    static String text(ProcessDefinition<?, ?, ?> definition) {
        return """
                <!-- Generated: %s -->
                # The process `%s`

                An instance for each `%s`. Boxes are steps, the rest are events.

                ```mermaid
                %s```
                """.formatted(REGENERATE, definition.name(), definition.tag(), ProcessDiagram.of(definition));
    }
}
