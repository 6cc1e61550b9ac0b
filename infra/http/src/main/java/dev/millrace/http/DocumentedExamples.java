package dev.millrace.http;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Shows bodies of requests and answers by an example. That of a schema is the resource {@code openapi/examples/}, its name and
 * {@code .json}, in the module whose schema it is.
 */
final class DocumentedExamples implements GlobalOpenApiCustomizer {

    private static final String COMPONENTS = "#/components/examples/";
    private static final String FOLDER = "/openapi/examples/";

    @Override
    public void customise(OpenAPI document) {
        bodies(document).forEach(body -> {
            String name = schema(body);
            read(name).ifPresent(example -> {
                document.getComponents().addExamples(name, new Example().value(example));
                body.addExamples(name, new Example().$ref(COMPONENTS + name));
            });
        });
    }

    private static Stream<MediaType> bodies(OpenAPI document) {
        return document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> Stream.concat(
                        Stream.ofNullable(operation.getRequestBody()).map(body -> body.getContent()),
                        operation.getResponses().values().stream().map(response -> response.getContent())))
                .flatMap(content -> content == null
                        ? Stream.of()
                        : Stream.ofNullable(content.get(org.springframework.http.MediaType.APPLICATION_JSON_VALUE)));
    }

    private static String schema(MediaType body) {
        Schema<?> schema = body.getSchema();
        return schema == null || schema.get$ref() == null
                ? ""
                : schema.get$ref().substring(Components.COMPONENTS_SCHEMAS_REF.length());
    }

    private static Optional<Object> read(String name) {
        try (InputStream json = DocumentedExamples.class.getResourceAsStream(FOLDER + name + ".json")) {
            return json == null
                    ? Optional.empty()
                    : Optional.of(HttpJson.mapper().readValue(json, Map.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
