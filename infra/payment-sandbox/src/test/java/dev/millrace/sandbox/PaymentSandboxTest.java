package dev.millrace.sandbox;

import static dev.millrace.sandbox.RunningSandbox.charge;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentSandboxTest {

    private static RunningSandbox sandbox;

    private final UUID payment = UUID.randomUUID();

    @BeforeAll
    static void start() {
        sandbox =
                new RunningSandbox("--millrace.sandbox.webhooks.enabled=false", "--millrace.sandbox.silent-hold=500ms");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_approve", "tok_slow"})
    void an_approved_payment_is_authorised_captured_and_refunded(String token) {
        sandbox.authorise(payment, token)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("authorised");
        sandbox.ask(payment, "capture")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("captured");
        sandbox.ask(payment, "refund")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("refunded");
        sandbox.get("/v1/payments/" + payment)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.amount")
                .isEqualTo(1250);
    }

    @ParameterizedTest
    @CsvSource({"tok_decline, card-declined", "tok_insufficient_funds, insufficient-funds"})
    void a_declined_payment_says_why_and_takes_nothing(String token, String code) {
        sandbox.authorise(payment, token)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("declined")
                .jsonPath("$.code")
                .isEqualTo(code);
        sandbox.ask(payment, "capture")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("payment-declined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_silent", "tok_silent_authorised"})
    void a_silent_token_gets_the_connection_closed_without_an_answer(String token) {
        assertThatThrownBy(() -> sandbox.authorise(payment, token)).hasStackTraceContaining("prematurely closed");
        sandbox.get("/v1/payments/" + payment).expectStatus().isEqualTo(token.equals("tok_silent") ? 404 : 200);
    }

    @Test
    void a_charge_that_arrives_after_it_was_voided_is_refused() {
        sandbox.ask(payment, "void")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("voided");
        sandbox.authorise(payment, "tok_approve")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("payment-voided");
    }

    @Test
    void what_was_captured_is_not_voided_and_what_was_voided_not_captured() {
        UUID other = UUID.randomUUID();
        sandbox.authorise(payment, "tok_approve");
        sandbox.ask(payment, "capture");
        sandbox.ask(payment, "void")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("payment-captured");
        sandbox.authorise(other, "tok_approve");
        sandbox.ask(other, "void").expectStatus().isOk();
        sandbox.ask(other, "capture")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("payment-voided");
    }

    @Test
    void a_token_that_fails_first_succeeds_at_the_third_attempt() {
        sandbox.authorise(payment, "tok_fail_then_succeed").expectStatus().isEqualTo(503);
        sandbox.authorise(payment, "tok_fail_then_succeed").expectStatus().isEqualTo(503);
        sandbox.authorise(payment, "tok_fail_then_succeed").expectStatus().isCreated();
    }

    @Test
    void the_same_key_gets_the_same_answer_and_another_body_under_it_is_refused() {
        String key = payment + ":authorise";
        sandbox.authorise(payment, "tok_approve").expectStatus().isCreated();
        sandbox.ask(payment, "capture");
        sandbox.authorise(payment, "tok_approve")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("authorised");
        sandbox.post("/v1/payments", key, charge(payment, payment, 1251, "tok_approve"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "tok_4111 1111 1111 1111", "5555-5555-5555-4444"})
    void a_card_number_is_refused_wherever_it_stands(String number) {
        sandbox.authorise(payment, number)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("card-data-refused");
        sandbox.post("/v1/payments", number, charge(payment, payment, 1, "tok_approve"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("card-data-refused");
    }

    @Test
    void an_identifier_full_of_digits_is_no_card_number() {
        UUID digits = UUID.fromString("41111111-1111-1111-8111-111111111111");
        sandbox.authorise(digits, "tok_approve").expectStatus().isCreated();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tok_unknown | 1 | 422 | unknown-token",
                "tok_approve | -1 | 400 | malformed",
                "tok_approve | 1000000000000 | 400 | malformed",
                "tok_approve\", \"more\": \"x | 1 | 400 | malformed",
                "tok\" oops | 1 | 400 | malformed"
            })
    void what_cannot_be_charged_is_refused(String token, long amount, int status, String code) {
        sandbox.post("/v1/payments", payment + ":authorise", charge(payment, payment, amount, token))
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
        sandbox.get("/v1/payments/" + payment).expectStatus().isNotFound();
    }

    @Test
    void an_unknown_payment_cannot_be_captured_and_a_malformed_id_not_asked_for() {
        sandbox.ask(payment, "capture").expectStatus().isNotFound();
        sandbox.get("/v1/payments/one").expectStatus().isBadRequest();
        sandbox.get("/v1/nothing").expectStatus().isNotFound();
    }

    @Test
    void who_watches_over_the_process_is_answered_where_the_platforms_processes_answer() {
        sandbox.get("/actuator/health/readiness")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
    }

    @Test
    void the_tokens_are_documented() {
        sandbox.get("/v1/tokens")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.tokens[?(@.token == 'tok_fail_then_succeed')]")
                .exists();
    }
}
