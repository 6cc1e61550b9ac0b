package dev.millrace.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

/** Says of reads that answer with one thing, and so with its tag, that they may be asked whether it is still the same. */
final class ConditionalReads implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        ResolvableType answer =
                ResolvableType.forMethodReturnType(endpoint.getMethod()).getGeneric(0);
        Class<?> thing = answer.getGeneric(0).resolve(Object.class);
        if (endpoint.hasMethodAnnotation(GetMapping.class)
                && answer.resolve(Object.class) == ResponseEntity.class
                && thing.isRecord()) {
            operation
                    .getResponses()
                    .computeIfAbsent("200", absent -> new ApiResponse())
                    .addHeaderObject("ETag", tag());
            operation
                    .getResponses()
                    .addApiResponse(
                            "304",
                            new ApiResponse()
                                    .description("It is still what `If-None-Match` names")
                                    .addHeaderObject("ETag", tag()));
            operation.addParametersItem(new HeaderParameter()
                    .name("If-None-Match")
                    .description("`ETag` of an earlier answer: if it still holds, the answer is 304 without a body.")
                    .schema(new StringSchema())
                    .example("\"17\""));
        }
        return operation;
    }

    private static Header tag() {
        return new Header().description("Of the thing as it is in the body").schema(new StringSchema());
    }
}
