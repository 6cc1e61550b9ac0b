package dev.millrace.commandside;

import dev.millrace.http.InvalidField;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemMeanings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The problems that writes have whatever they are about, and what their codes mean. */
final class WriteProblems {

    static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.ofEntries(
            Map.entry(
                    "idempotency-key-in-progress",
                    "A request with this key is under way. Repeat it shortly for its answer."),
            Map.entry("idempotency-key-reused", "The key belongs to a request with other content."),
            Map.entry(
                    "precondition-failed",
                    "The thing isn't what `If-Match` or `If-None-Match` takes it to be; `ETag` says what it is."),
            Map.entry(
                    "command-timeout",
                    "It took too long, and whether it happened is not known. Repeat it with the same key."),
            Map.entry("webhook-not-signed", "The signature doesn't prove that it comes from the gateway, and now.")));

    private WriteProblems() {}

    static Problem inProgress() {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "idempotency-key-in-progress",
                        "A request with this idempotency key is under way. Repeat it shortly for its answer.")
                .retryAfter(Duration.ofSeconds(1));
    }

    static Problem reused() {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "idempotency-key-reused",
                        "This idempotency key belongs to a request with other content.")
                .with(List.of(InvalidField.expecting(IdempotencyKey.HEADER, "one that no other request has borne")));
    }
}
