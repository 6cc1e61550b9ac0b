package dev.millrace.demo;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The platform refused one of the demo's requests; the message holds the problem as it was answered. */
public final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient HttpStatusCode status;

    RefusedRequest(String path, HttpStatusCode status, String problem) {
        super("POST %s was refused with %s: %s".formatted(path, status, problem));
        this.status = status;
    }

    /** Whether the same request may be accepted later: a server is away, or the same request is still under way. */
    boolean mayPass() {
        return status.is5xxServerError()
                || status.value() == HttpStatus.TOO_MANY_REQUESTS.value()
                || (status.value() == HttpStatus.CONFLICT.value()
                        && String.valueOf(getMessage()).contains("idempotency-key-in-progress"));
    }
}
