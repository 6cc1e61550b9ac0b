package dev.millrace.sandbox;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Puts answers on the wire: payments as they are, refusals as problem details with a {@code code}. */
final class Answers {

    private Answers() {}

    static Mono<ServerResponse> write(Answer answer) {
        Payment payment = answer.payment();
        return payment == null
                ? problem(answer.status(), String.valueOf(answer.code()), "")
                : ServerResponse.status(answer.status()).bodyValue(payment);
    }

    static Mono<ServerResponse> write(Refusal refusal) {
        return problem(refusal.status(), refusal.code(), refusal.detail());
    }

    private static Mono<ServerResponse> problem(int status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("https://millrace.dev/problems/sandbox/" + code));
        problem.setTitle(code.replace('-', ' '));
        problem.setDetail(detail.isEmpty() ? null : detail);
        problem.setProperty("code", code);
        ServerResponse.BodyBuilder response =
                ServerResponse.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == 503) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.bodyValue(problem);
    }
}
