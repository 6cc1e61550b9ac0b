package dev.millrace.http;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds to each operation the answers that the conventions give, whatever the operation is. */
final class CommonAnswers implements GlobalOpenApiCustomizer {

    private static final String REQUEST_ID = "RequestId";

    private static final Map<String, String> COMMON_PROBLEMS = Map.of(
            "400", "The request isn't well formed: `invalid-request`, `malformed-json`. `errors` names the fields.",
            "404", "What the path names doesn't exist: `not-found`.",
            "406", "Nothing that can be given is accepted: `not-acceptable`. Nothing has happened.",
            "421", "The server isn't known by the name in `Host`: `unknown-host`.",
            "414", "The request's first line is too long: `uri-too-long`.",
            "431", "The request's headers are too large: `headers-too-large`.",
            "500", "Something went wrong here: `internal-error`.",
            "503",
                    "A server that this needs can't be reached: `dependency-unavailable`. Try again after `Retry-After` seconds.");

    private static final Map<String, String> WRITE_PROBLEMS = Map.of(
            "403",
            "A page of another origin sent it: `foreign-origin`.",
            "409",
            "The state of things doesn't allow it.",
            "422",
            "Well formed, but never allowed: `card-data-refused`.",
            "415",
            "The body isn't JSON in UTF-8, or is encoded: `unsupported-media-type`.");

    private static final Map<String, String> BODY_PROBLEMS = Map.of(
            "408", "The body didn't come in time: `body-too-slow`.",
            "413", "The body is larger than 1 MiB: `body-too-large`.");

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
                .values()
                .forEach(path -> path.readOperationsMap().forEach((method, operation) -> {
                    addProblems(operation, COMMON_PROBLEMS);
                    if (method != PathItem.HttpMethod.GET) {
                        addProblems(operation, WRITE_PROBLEMS);
                    }
                    if (operation.getRequestBody() != null) {
                        addProblems(operation, BODY_PROBLEMS);
                    }
                    operation
                            .getResponses()
                            .values()
                            .forEach(response -> response.addHeaderObject(
                                    RequestId.HEADER, new Header().$ref("#/components/headers/" + REQUEST_ID)));
                }));
        ProblemCodes.list(document);
    }

    private static void addProblems(Operation operation, Map<String, String> problems) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        Content content = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + ProblemSchema.NAME)));
        problems.forEach((status, text) -> {
            ApiResponse response = operation.getResponses().computeIfAbsent(status, absent -> new ApiResponse());
            if (response.getDescription() == null) {
                response.setDescription(text);
            } else if (!response.getDescription().startsWith(text)) {
                response.setDescription(text + " " + response.getDescription());
            }
            response.content(content);
            if (status.equals("503")) {
                response.addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("Seconds to wait before the next attempt")
                                .schema(new IntegerSchema()));
            }
        });
    }
}
