package dev.millrace.representation;

import dev.millrace.http.EventPosition;
import dev.millrace.http.ProblemAnswers;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Says in the OpenAPI document what a read does that can be asked for at a position. */
final class ReadsAtPosition implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        Stream.ofNullable(operation.getParameters())
                .flatMap(parameters -> parameters.stream())
                .filter(parameter -> Objects.equals(parameter.getName(), EventPosition.MIN_HEADER))
                .forEach(parameter -> describe(operation, parameter));
        return operation;
    }

    private static void describe(Operation operation, Parameter position) {
        position.description(
                "`Event-Position` of an earlier answer: all up to there is in this one, which waits for it.");
        ProblemAnswers.add(operation, "503", "read-model-behind");
    }
}
