package dev.millrace.commandside;

import dev.millrace.http.ProblemMeanings;
import java.util.Map;

/** What the codes of problems that writes have whatever they are about mean. */
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
}
