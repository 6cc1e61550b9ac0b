package dev.millrace.http;

import io.swagger.v3.oas.models.Operation;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Says of each operation which {@link Refusals} it has. */
final class RefusedOperations implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod endpoint) {
        Refusals refusals = endpoint.getMethodAnnotation(Refusals.class);
        if (refusals != null) {
            ProblemAnswers.add(operation, "401", refusals.unauthorised());
            ProblemAnswers.add(operation, "404", refusals.notFound());
            ProblemAnswers.add(operation, "409", refusals.conflict());
            ProblemAnswers.add(operation, "422", refusals.invalid());
            ProblemAnswers.add(operation, "429", refusals.tooMany());
            ProblemAnswers.add(operation, "503", refusals.unavailable());
        }
        return operation;
    }
}
