package dev.millrace.http;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;

/** What WebFlux reports as wrong with a request, field by field. */
final class BadInput {

    private BadInput() {}

    /** @return absent if {@code error} isn't about the request's content */
    static @Nullable Problem problemOf(Throwable error) {
        return switch (error) {
            case WebExchangeBindException e -> Problem.invalid(fieldErrors(e.getBindingResult()));
            case HandlerMethodValidationException e
            when !e.isForReturnValue() ->
                Problem.invalid(e.getParameterValidationResults().stream()
                        .flatMap(BadInput::fields)
                        .toList());
            case MissingRequestValueException e -> Problem.invalid(e.getName(), "present");
            case ServerWebInputException e -> inputProblem(e);
            default -> null;
        };
    }

    private static Problem inputProblem(ServerWebInputException error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return BadJson.problemOf(json);
            }
            if (cause instanceof ProblemException answer) {
                return answer.problem();
            }
        }
        MethodParameter parameter = error.getMethodParameter();
        String name = parameter == null ? null : nameOf(parameter);
        if (parameter == null || name == null) {
            return Problem.invalid("body", "a JSON object");
        }
        return Problem.invalid(name, Expectation.of(parameter.getParameterType(), rootCause(error)));
    }

    private static Stream<InvalidField> fields(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return fieldErrors(errors).stream();
        }
        String name = nameOf(result.getMethodParameter());
        String field = name == null ? "body" : name;
        return result.getResolvableErrors().stream()
                .map(error -> Expectation.inMessage(Objects.requireNonNullElse(error.getDefaultMessage(), "")))
                .map(expected -> InvalidField.expecting(field, expected));
    }

    private static List<InvalidField> fieldErrors(Errors errors) {
        return Stream.concat(
                        errors.getFieldErrors().stream().map(e -> field(e.getField(), e.getDefaultMessage())),
                        errors.getGlobalErrors().stream().map(e -> field("body", e.getDefaultMessage())))
                .distinct()
                .sorted(Comparator.comparing(InvalidField::field))
                .toList();
    }

    private static InvalidField field(String path, @Nullable String message) {
        return InvalidField.expecting(path, Expectation.inMessage(Objects.requireNonNullElse(message, "")));
    }

    private static @Nullable String nameOf(MethodParameter parameter) {
        String given = Stream.of(
                        name(parameter.getParameterAnnotation(PathVariable.class), PathVariable::name),
                        name(parameter.getParameterAnnotation(RequestParam.class), RequestParam::name),
                        name(parameter.getParameterAnnotation(RequestHeader.class), RequestHeader::name),
                        name(parameter.getParameterAnnotation(CookieValue.class), CookieValue::name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return given == null || !given.isEmpty() ? given : parameter.getParameterName();
    }

    private static <A> @Nullable String name(@Nullable A annotation, Function<A, String> name) {
        return annotation == null ? null : name.apply(annotation);
    }

    private static Throwable rootCause(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
