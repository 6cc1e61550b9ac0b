package dev.millrace.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.payment.ChargeProgress.Stage;
import dev.millrace.processes.PortAnswer;
import dev.millrace.processes.PortAnswer.Done;
import dev.millrace.processes.PortAnswer.NoAnswer;
import dev.millrace.sandbox.PaymentSandboxApplication;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The adapter and the real sandbox, over HTTP. */
class SandboxGatewayTest {

    private static final OrderId ORDER = OrderId.next();
    private static ConfigurableApplicationContext sandbox;
    private static SandboxGateway gateway;

    private final PaymentId payment = PaymentId.next();

    @BeforeAll
    static void start() {
        sandbox = PaymentSandboxApplication.application()
                .run("--server.port=0", "--millrace.sandbox.webhooks.enabled=false");
        gateway = to(uri());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void money_is_authorised_captured_and_refunded_and_asking_twice_gets_the_same_answer() {
        PortAnswer<String> authorised = ask(PaymentOperation.AUTHORISE, "tok_approve");
        assertThat(authorised).isInstanceOf(Done.class);
        assertThat(ask(PaymentOperation.AUTHORISE, "tok_approve")).isEqualTo(authorised);
        assertThat(ask(PaymentOperation.CAPTURE, "tok_approve")).isEqualTo(authorised);
        assertThat(ask(PaymentOperation.VOID, "tok_approve")).extracting("code").isEqualTo(PaymentPort.CAPTURED);
        assertThat(ask(PaymentOperation.REFUND, "tok_approve")).isEqualTo(authorised);
    }

    @Test
    void a_no_is_a_refusal_with_its_code() {
        assertThat(ask(PaymentOperation.AUTHORISE, "tok_insufficient_funds"))
                .extracting("code")
                .isEqualTo("insufficient-funds");
        assertThat(ask(PaymentOperation.AUTHORISE, "tok_nobody_knows"))
                .extracting("code")
                .isEqualTo("unknown-token");
        assertThat(ask(PaymentOperation.REFUND, "tok_approve"))
                .extracting("code")
                .isEqualTo("payment-declined");
    }

    @Test
    void a_charge_after_its_void_is_refused() {
        assertThat(ask(PaymentOperation.VOID, "tok_approve")).isInstanceOf(Done.class);
        assertThat(ask(PaymentOperation.AUTHORISE, "tok_approve"))
                .extracting("code")
                .isEqualTo(PaymentPort.VOIDED);
    }

    @Test
    void silence_failures_and_a_gateway_that_is_not_there_are_no_answer() {
        try (SandboxGateway hurried = new SandboxGateway(settings(uri(), Duration.ofSeconds(1)))) {
            assertThat(hurried.ask(request(PaymentOperation.AUTHORISE, "tok_silent"), payment + ":authorise")
                            .block())
                    .isEqualTo(new NoAnswer<>("timeout"));
        }
        assertThat(ask(PaymentOperation.AUTHORISE, "tok_fail_then_succeed")).isEqualTo(new NoAnswer<>("HTTP 503"));
        try (SandboxGateway nobody = to("http://127.0.0.1:1")) {
            assertThat(nobody.ask(request(PaymentOperation.CAPTURE, "tok_approve"), payment + ":capture")
                            .block())
                    .isInstanceOf(NoAnswer.class);
        }
    }

    /** Of a gateway that takes us for somebody else, or doesn't know itself by the name that we have for it. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 415, 421, 429})
    void a_gateway_that_does_not_listen_has_not_refused_the_payment(int status) {
        DisposableServer deaf = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.status(status).send())
                .bindNow();
        try (SandboxGateway away = to("http://127.0.0.1:" + deaf.port())) {
            assertThat(away.ask(request(PaymentOperation.AUTHORISE, "tok_approve"), payment + ":authorise")
                            .block())
                    .isEqualTo(new NoAnswer<>("HTTP " + status));
        } finally {
            deaf.disposeNow();
        }
    }

    private PortAnswer<String> ask(PaymentOperation operation, String token) {
        return Objects.requireNonNull(
                gateway.ask(request(operation, token), payment + ":" + PaymentPort.task(operation))
                        .block());
    }

    private PaymentPort.Request request(PaymentOperation operation, String token) {
        return new PaymentPort.Request(operation, ORDER, charge(token));
    }

    private ChargeProgress charge(String token) {
        return new ChargeProgress(payment, Money.ofMinor(CurrencyUnit.GBP, 1250), token, Stage.REQUESTED, Map.of());
    }

    private static SandboxGateway to(String uri) {
        return new SandboxGateway(settings(uri, Duration.ofSeconds(20)));
    }

    private static String uri() {
        return "http://127.0.0.1:" + sandbox.getEnvironment().getProperty("local.server.port");
    }

    private static GatewaySettings settings(String uri, Duration timeout) {
        return new GatewaySettings(
                URI.create(uri),
                timeout,
                8,
                new GatewaySettings.Retry(3, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                new GatewaySettings.Circuit(100, 90, Duration.ofSeconds(5)));
    }
}
