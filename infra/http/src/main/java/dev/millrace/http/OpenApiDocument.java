package dev.millrace.http;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the OpenAPI document say what the conventions do. Served at {@code /v3/api-docs} and {@code /swagger-ui.html}. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    private static final String DESCRIPTION = """
            Event-sourced commerce. Writes answer with the position of their last event in `Event-Position`; reads that \
            must see them ask for it with `Min-Event-Position`.

            Every refusal and failure is a problem of RFC 9457: the end of its `type` is a code, and `x-problem-codes` says \
            of each code with which statuses it comes and what it means.

            What can be got can be asked for with `HEAD` too. A method that a path doesn't take is answered with 405, \
            `method-not-allowed` and `Allow`.""";

    static {
        // A component for each enum, so that a generated client has one type for it.
        ModelResolver.enumsAsRef = true;
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                // Where the document comes from, whatever the name it was asked under.
                .servers(List.of(new Server().url("/").description("This platform")))
                .security(List.of())
                .info(new Info()
                        .title("Millrace")
                        .version("v1")
                        .contact(new Contact().name("Millrace").url("https://millrace.dev"))
                        .license(new License().name("All rights reserved").identifier("LicenseRef-All-Rights-Reserved"))
                        .description(DESCRIPTION));
    }

    @Bean
    ModelConverter valueSchemas() {
        return new ValueSchemas();
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    ModelConverter problemSchema() {
        return new ProblemSchema();
    }

    @Bean
    ProblemMeanings conventionProblems() {
        return ConventionProblems.MEANINGS;
    }

    @Bean
    GlobalOperationCustomizer refusedOperations() {
        return new RefusedOperations();
    }

    @Bean
    GlobalOperationCustomizer largeBodyOperations() {
        return new LargeBodyOperations();
    }

    @Bean
    GlobalOpenApiCustomizer commonAnswers(List<ProblemMeanings> meanings) {
        return new CommonAnswers(meanings);
    }

    @Bean
    GlobalOpenApiCustomizer documentedExamples() {
        return new DocumentedExamples();
    }

    @Bean
    GlobalOperationCustomizer conditionalReads() {
        return new ConditionalReads();
    }

    @Bean
    GlobalOpenApiCustomizer describedTags() {
        return new DescribedTags();
    }
}
