package dev.millrace.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final String QUIET = "--millrace.sandbox.webhooks.enabled=false";

    private final UUID payment = UUID.randomUUID();

    @TempDir
    Path folder;

    @Test
    void the_books_and_the_answers_survive_and_a_torn_last_line_is_dropped() throws Exception {
        try (var sandbox = start()) {
            sandbox.authorise(payment, "tok_approve");
            sandbox.ask(payment, "capture");
        }
        Path file = folder.resolve("payments.ndjson");
        long whole = Files.size(file);
        Files.writeString(file, "{\"paymentId\":\"", StandardOpenOption.APPEND);

        try (var sandbox = start()) {
            sandbox.get("/v1/payments/" + payment)
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("captured");
            sandbox.authorise(payment, "tok_approve")
                    .expectStatus()
                    .isCreated()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("authorised");
            sandbox.ask(payment, "refund").expectStatus().isOk();
        }
        assertThat(Files.size(file)).isGreaterThan(whole);
        try (var sandbox = start()) {
            sandbox.get("/v1/payments/" + payment)
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("refunded");
        }
    }

    @Test
    void failures_on_purpose_are_counted_across_a_restart() {
        try (var sandbox = start()) {
            sandbox.authorise(payment, "tok_fail_then_succeed").expectStatus().isEqualTo(503);
            sandbox.authorise(payment, "tok_fail_then_succeed").expectStatus().isEqualTo(503);
        }
        try (var sandbox = start()) {
            sandbox.authorise(payment, "tok_fail_then_succeed").expectStatus().isCreated();
        }
    }

    private RunningSandbox start() {
        return new RunningSandbox(QUIET, "--millrace.sandbox.folder=" + folder);
    }
}
