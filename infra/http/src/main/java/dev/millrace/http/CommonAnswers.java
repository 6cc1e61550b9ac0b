package dev.millrace.http;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds to each operation the answers that the conventions give, whatever the operation is, and tells all problems. */
final class CommonAnswers implements GlobalOpenApiCustomizer {

    private static final String REQUEST_ID = "RequestId";

    private final List<ProblemMeanings> meanings;

    CommonAnswers(List<ProblemMeanings> meanings) {
        this.meanings = meanings;
    }

    @Override
    public void customise(OpenAPI document) {
        ModelConverters.getInstance(true).read(Problem.class).forEach(document.getComponents()::addSchemas);
        ModelConverters.getInstance(true).read(InvalidField.class).forEach(document.getComponents()::addSchemas);
        document.getComponents()
                .addHeaders(
                        REQUEST_ID,
                        new Header()
                                .description("Leads to the request in the log")
                                .schema(new StringSchema()));
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> addProblems(path, method, operation)));
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation
                                .getResponses()
                                .values()
                                .forEach(response -> response.addHeaderObject(
                                        RequestId.HEADER, new Header().$ref("#/components/headers/" + REQUEST_ID)))));
        new ProblemDocumentation(ProblemMeanings.all(meanings)).tell(document);
    }

    private static void addProblems(String path, PathItem.HttpMethod method, Operation operation) {
        add(operation, ConventionProblems.OF_ALL);
        if (path.contains("{")) {
            add(operation, ConventionProblems.OF_NAMED);
        }
        if (method != PathItem.HttpMethod.GET) {
            add(operation, ConventionProblems.OF_WRITES);
        }
        if (operation.getRequestBody() != null) {
            add(operation, ConventionProblems.OF_BODIES);
        }
    }

    private static void add(Operation operation, Map<String, String[]> problems) {
        problems.forEach((status, codes) -> ProblemAnswers.add(operation, status, codes));
    }
}
