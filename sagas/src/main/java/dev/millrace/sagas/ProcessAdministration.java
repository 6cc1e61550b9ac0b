package dev.millrace.sagas;

import dev.millrace.http.HttpConventions;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.processes.Processes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The processes over HTTP, where there is HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Import(HttpConventions.class)
class ProcessAdministration {

    @Bean
    ProcessController processController(Processes processes) {
        return new ProcessController(processes);
    }

    @Bean
    ProblemMeanings processProblems() {
        return ProcessController.MEANINGS;
    }
}
