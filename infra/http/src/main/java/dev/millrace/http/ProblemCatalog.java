package dev.millrace.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;

/** Finds the problem that an exception is. What nobody knows is a 500 that tells nothing. */
final class ProblemCatalog {

    private static final Map<HttpStatus, String> CODES = Map.of(
            HttpStatus.BAD_REQUEST, "invalid-request",
            HttpStatus.NOT_FOUND, "not-found",
            HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed",
            HttpStatus.NOT_ACCEPTABLE, "not-acceptable",
            HttpStatus.CONTENT_TOO_LARGE, "body-too-large",
            HttpStatus.URI_TOO_LONG, "uri-too-long",
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type");

    private static final Map<HttpStatus, String> DETAILS = Map.of(
            HttpStatus.BAD_REQUEST, "The request can't be understood.",
            HttpStatus.NOT_FOUND, "There is nothing at this path.",
            HttpStatus.METHOD_NOT_ALLOWED, "The path doesn't take this method; see the Allow header.",
            HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types can be given.",
            HttpStatus.CONTENT_TOO_LARGE, "The body is too large.",
            HttpStatus.URI_TOO_LONG, "The request's first line is too long.",
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request's headers are too large.",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type isn't taken here; see the Accept header.");

    private final List<ProblemMapping> mappings;

    ProblemCatalog(List<ProblemMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    Problem problemOf(Throwable error) {
        Throwable cause = withoutWrapper(error);
        if (cause instanceof ProblemException answer) {
            return answer.problem();
        }
        for (ProblemMapping mapping : mappings) {
            Problem problem = mapping.problemOf(cause);
            if (problem != null) {
                return problem;
            }
        }
        Problem badInput = BadInput.problemOf(cause);
        if (badInput != null) {
            return badInput;
        }
        return cause instanceof ErrorResponse response ? ofStatus(response) : internalError();
    }

    private static Throwable withoutWrapper(Throwable error) {
        boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapper && error.getCause() != null ? withoutWrapper(error.getCause()) : error;
    }

    private static Problem ofStatus(ErrorResponse response) {
        HttpStatusCode code = response.getStatusCode();
        HttpStatus status =
                Objects.requireNonNullElse(HttpStatus.resolve(code.value()), HttpStatus.INTERNAL_SERVER_ERROR);
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            return internalError();
        }
        Problem problem = ofStatus(status);
        HttpHeaders headers = response.getHeaders();
        for (String name : headers.headerNames()) {
            problem = problem.header(name, String.join(", ", headers.getOrEmpty(name)));
        }
        return problem;
    }

    /** What is known of a failure of which nothing but the status is. */
    static Problem ofStatus(HttpStatus status) {
        return Problem.of(
                status,
                CODES.getOrDefault(status, "http-" + status.value()),
                DETAILS.getOrDefault(status, status.getReasonPhrase()));
    }

    private static Problem internalError() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something went wrong here. The request id leads to the details in the log.");
    }
}
