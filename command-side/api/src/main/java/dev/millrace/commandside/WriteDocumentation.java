package dev.millrace.commandside;

import dev.millrace.http.ProblemAnswers;
import dev.millrace.http.ReturnPreference;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Says in the OpenAPI document what a write answers with, how it may be refused, and what its idempotency key is. */
final class WriteDocumentation implements GlobalOperationCustomizer, GlobalOpenApiCustomizer {

    /** What the operations answer with, of whatever context; all are known when the document is whole. */
    private final Set<Class<?>> bodies = ConcurrentHashMap.newKeySet();

    /** The schemas that answers refer to. */
    @Override
    public void customise(OpenAPI document) {
        bodies.forEach(
                type -> ModelConverters.getInstance(true).readAll(type).forEach(document.getComponents()::addSchemas));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        WriteResponses.Created created = endpoint.getMethodAnnotation(WriteResponses.Created.class);
        WriteResponses.Accepted accepted = endpoint.getMethodAnnotation(WriteResponses.Accepted.class);
        WriteResponses.Done done = endpoint.getMethodAnnotation(WriteResponses.Done.class);
        if (created != null) {
            body(operation, "201", created.value());
        } else if (accepted != null) {
            body(operation, "202", accepted.value());
        } else if (done != null) {
            body(operation, "200", done.value());
            response(operation, "204").setContent(null);
        } else if (endpoint.hasMethodAnnotation(WriteResponses.Each.class)) {
            body(operation, "200", BatchOutcomes.class);
            refuses(operation);
            return operation;
        } else {
            return operation;
        }
        operation.addParametersItem(new HeaderParameter()
                .name(ReturnPreference.HEADER)
                .description("`return=minimal` leaves the thing out of the answer (RFC 7240).")
                .schema(new StringSchema())
                .example(ReturnPreference.MINIMAL.text()));
        precondition(operation, "If-Match", "The write happens if the thing's `ETag` is one of these, or `*` for any.");
        precondition(operation, "If-None-Match", "`*`: the write happens if there is no such thing yet.");
        refuses(operation);
        preferences(operation);
        ProblemAnswers.add(operation, "412", "precondition-failed");
        response(operation, "412")
                .addHeaderObject(
                        "ETag",
                        new Header()
                                .description("Of the thing as it is, if there is one")
                                .schema(new StringSchema()));
        return operation;
    }

    private static void refuses(Operation operation) {
        if (key(operation)) {
            replayed(operation);
            ProblemAnswers.add(operation, "409", "idempotency-key-in-progress");
            ProblemAnswers.add(operation, "422", "idempotency-key-reused");
        }
        ProblemAnswers.add(operation, "503", "command-timeout");
    }

    private static void replayed(Operation operation) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeaderObject(
                        IdempotencyKey.REPLAYED,
                        new Header()
                                .description("`true` if it happened before, and this is the first answer again")
                                .schema(new StringSchema()));
            }
        });
    }

    private static void preferences(Operation operation) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeaderObject(
                        ReturnPreference.APPLIED,
                        new Header().description("What of `Prefer` was done").schema(new StringSchema()));
            }
        });
    }

    private static void precondition(Operation operation, String name, String description) {
        operation.addParametersItem(new HeaderParameter()
                .name(name)
                .description(description)
                .schema(new StringSchema())
                .example(name.equals("If-Match") ? "\"17\"" : "*"));
    }

    private static boolean key(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                                .filter(parameter -> IdempotencyKey.HEADER.equals(parameter.getName()))
                                .peek(parameter -> parameter
                                        .description(
                                                "Names the request: repeated with the same content within a day, it happens"
                                                        + " once and gets the first answer.")
                                        .schema(new StringSchema()
                                                .minLength(1)
                                                .maxLength(255)
                                                .pattern("^[ -~]+$")))
                                .count()
                        > 0;
    }

    private void body(Operation operation, String status, Class<?> type) {
        bodies.add(type);
        String name = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class)
                .name();
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + name);
        response(operation, status)
                .setContent(new Content().addMediaType("application/json", new MediaType().schema(schema)));
    }

    private static ApiResponse response(Operation operation, String status) {
        return operation.getResponses().computeIfAbsent(status, absent -> new ApiResponse());
    }
}
