package dev.millrace.http;

import io.swagger.v3.oas.models.Operation;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Says of the operations that {@link TakesLargeBodies} how large one may be. */
final class LargeBodyOperations implements GlobalOperationCustomizer {

    private static final String SENTENCE = "The body may have up to " + (RawBody.MAX_LARGE_BYTES >> 20) + " MiB.";

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        if (endpoint.hasMethodAnnotation(TakesLargeBodies.class)) {
            operation.description(
                    (Objects.requireNonNullElse(operation.getDescription(), "") + " " + SENTENCE).strip());
        }
        return operation;
    }
}
