package dev.millrace.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.payment.ChargeProgress.Stage;
import dev.millrace.payment.PaymentCommand.RecordAuthorisation;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RecordFailedAttempt;
import dev.millrace.payment.PaymentCommand.RecordVoid;
import dev.millrace.processes.PortAnswer;
import dev.millrace.processes.PortAnswer.Done;
import dev.millrace.processes.PortAnswer.NoAnswer;
import dev.millrace.processes.PortAnswer.NotAsked;
import dev.millrace.processes.PortAnswer.Refused;
import dev.millrace.processes.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final OrderId ORDER = OrderId.next();
    private static final PaymentId PAYMENT = PaymentId.next();
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.GBP, 1250);

    private final GatewayRecord record =
            new GatewayRecord(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1)));

    @Test
    void an_authorisation_is_recorded_with_the_gateways_reference() {
        assertThat(of(new Done<>("sbx_1"), PaymentOperation.AUTHORISE, Stage.REQUESTED, 0))
                .contains(new RecordAuthorisation(PAYMENT, ORDER, AMOUNT, "sbx_1"));
    }

    @Test
    void a_no_to_a_charge_is_a_decline() {
        assertThat(of(new Refused<>("card-declined", "no"), PaymentOperation.AUTHORISE, Stage.REQUESTED, 0))
                .contains(new RecordDecline(PAYMENT, ORDER, "card-declined", "no"));
    }

    @ParameterizedTest
    @CsvSource({"AUTHORISE, 0, 1", "AUTHORISE, 1, 2", "AUTHORISE, 2,", "CAPTURE, 2, 4", "VOID, 5, 32", "REFUND, 40, 60"
    })
    void silence_is_recorded_with_the_time_of_the_next_attempt_which_only_charges_run_out_of(
            PaymentOperation operation, int failures, @Nullable Integer secondsToNext) {
        Instant retryAt = secondsToNext == null ? null : NOW.plusSeconds(secondsToNext);
        assertThat(of(new NoAnswer<>("timeout"), operation, Stage.REQUESTED, failures))
                .contains(new RecordFailedAttempt(PAYMENT, ORDER, operation, failures + 1, "timeout", retryAt));
    }

    @Test
    void a_charge_that_was_stopped_on_its_way_is_declined_and_one_that_was_silent_voided() {
        assertThat(of(new Done<>(""), PaymentOperation.VOID, Stage.REQUESTED, 0))
                .get()
                .isInstanceOf(RecordDecline.class);
        assertThat(of(new Done<>(""), PaymentOperation.VOID, Stage.SILENT, 0))
                .contains(new RecordVoid(PAYMENT, ORDER, "gateway-silent"));
        assertThat(of(new Done<>(""), PaymentOperation.VOID, Stage.AUTHORISED, 0))
                .contains(new RecordVoid(PAYMENT, ORDER, "order-over"));
    }

    @Test
    void what_cannot_be_voided_because_it_was_captured_unheard_is_recorded_as_captured() {
        assertThat(of(new Refused<>("payment-captured", ""), PaymentOperation.VOID, Stage.AUTHORISED, 0))
                .contains(new RecordCapture(PAYMENT, ORDER, AMOUNT));
    }

    @Test
    void what_cannot_be_captured_is_gone() {
        assertThat(of(new Refused<>("payment-voided", ""), PaymentOperation.CAPTURE, Stage.AUTHORISED, 0))
                .contains(new RecordVoid(PAYMENT, ORDER, "payment-voided"));
    }

    @Test
    void nothing_is_recorded_when_nothing_was_asked() {
        assertThat(of(new NotAsked<>(Duration.ofSeconds(5)), PaymentOperation.CAPTURE, Stage.AUTHORISED, 0))
                .isEmpty();
    }

    private Optional<PaymentCommand> of(
            PortAnswer<String> answer, PaymentOperation operation, Stage stage, int failures) {
        Map<PaymentOperation, Integer> counted = failures == 0 ? Map.of() : Map.of(operation, failures);
        return record.of(
                answer, operation, ORDER, new ChargeProgress(PAYMENT, AMOUNT, "tok_approve", stage, counted), NOW);
    }
}
