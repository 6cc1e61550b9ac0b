package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.inventory.StockCommand;
import dev.millrace.payment.PaymentCommand;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

class PaymentWebhooksTest {

    private final RunningApi api = RunningApi.shared();
    private final PaymentId payment = PaymentId.next();
    private OrderId order;

    @BeforeEach
    void an_order_waits_for_its_payment() {
        order = OrderId.of(api.create("/carts/" + api.cart(api.product(5), 5) + "/checkout", """
                {"email": "a@example.com", "country": "GB", "paymentToken": "tok_approve"}"""));
        api.command(new StockCommand.ReserveStock(order, Instant.now().plusSeconds(900)));
        api.command(new PaymentCommand.RequestPayment(payment, order, Money.parse("GBP 12.50"), "tok_approve"));
    }

    @Test
    void what_the_gateway_tells_is_recorded() {
        send(message("evt_1", "payment.authorised")).expectStatus().isOk();
        send(message("evt_2", "payment.captured")).expectStatus().isOk();
        send(message("evt_3", "payment.refunded")).expectStatus().isOk();
        assertThat(paymentEvents())
                .containsExactly("PaymentRequested", "PaymentAuthorised", "PaymentCaptured", "PaymentRefunded");
        assertThat(outcome("evt_3")).isEqualTo("applied");
    }

    @Test
    void a_message_that_comes_again_is_taken_and_changes_nothing() {
        send(message("evt_1", "payment.declined")).expectStatus().isOk();
        long head = api.head();
        send(message("evt_1", "payment.declined")).expectStatus().isOk();
        assertThat(api.head()).isEqualTo(head);
    }

    @Test
    void a_message_that_comes_too_late_is_kept_with_the_reason() {
        send(message("evt_1", "payment.declined")).expectStatus().isOk();
        send(message("evt_2", "payment.authorised")).expectStatus().isOk();
        assertThat(outcome("evt_2")).isEqualTo("payment.already-declined");
        assertThat(paymentEvents()).containsExactly("PaymentRequested", "PaymentDeclined");
    }

    @Test
    void what_is_not_known_here_is_kept_and_ignored() {
        send(message("evt_1", "payment.disputed")).expectStatus().isOk();
        send("{\"id\": \"" + id("evt_2") + "\", \"type\": \"ping\", \"more\": true}")
                .expectStatus()
                .isOk();
        assertThat(outcome("evt_1")).isEqualTo("ignored");
        assertThat(outcome("evt_2")).isEqualTo("ignored");
    }

    @Test
    void a_name_of_200_characters_is_one_whichever_they_are() {
        String longest = "\ud83d\uded2".repeat(200);
        send("{\"id\": \"" + id("evt_1") + "\", \"type\": \"" + longest + "\"}")
                .expectStatus()
                .isOk();
        assertThat(outcome("evt_1")).isEqualTo("ignored");
    }

    @Test
    void a_message_that_was_stored_but_not_handled_is_handled_when_it_comes_again() {
        send(message("evt_1", "payment.ping")).expectStatus().isOk();
        sql("UPDATE command_side.webhooks SET handled_at = NULL, outcome = NULL WHERE id = '" + id("evt_1") + "'");
        send(message("evt_1", "payment.declined")).expectStatus().isOk();
        assertThat(outcome("evt_1")).isEqualTo("applied");
    }

    @Test
    void old_messages_are_forgotten_once_they_are_handled() {
        Purge purge = api.context.getBean("webhookPurge", Purge.class);
        send(message("evt_old", "payment.ping")).expectStatus().isOk();
        send(message("evt_stuck", "payment.ping")).expectStatus().isOk();
        send(message("evt_new", "payment.ping")).expectStatus().isOk();
        sql("UPDATE command_side.webhooks SET received_at = received_at - interval '31 days' WHERE id IN ('"
                + id("evt_old") + "', '" + id("evt_stuck") + "')");
        sql("UPDATE command_side.webhooks SET handled_at = NULL, outcome = NULL WHERE id = '" + id("evt_stuck") + "'");

        assertThat(purge.run().block(Duration.ofSeconds(5))).isEqualTo(1);
        assertThat(outcome("evt_old")).isEqualTo("none");
        assertThat(outcome("evt_stuck")).isEqualTo("pending");
        assertThat(outcome("evt_new")).isEqualTo("ignored");
    }

    @Test
    void nobody_but_the_gateway_is_believed() {
        String body = message("evt_1", "payment.captured");
        long now = Instant.now().getEpochSecond();
        refused(body, null);
        refused(body, "rubbish");
        refused(body, signature(now, body, "another secret"));
        refused(body, signature(now, body + " ", RunningApi.WEBHOOK_SECRET));
        refused(body, signature(now - 330, body, RunningApi.WEBHOOK_SECRET));
        refused(body, signature(now + 330, body, RunningApi.WEBHOOK_SECRET));
        refused(body, signature(now - 400, body, RunningApi.WEBHOOK_SECRET).replace("t=" + (now - 400), "t=" + now));
        assertThat(outcome("evt_1")).isEqualTo("none");
    }

    @Test
    void a_message_in_another_encoding_is_taken_and_kept_as_it_was_signed() {
        byte[] body = message("evt_1", "payment.declined").getBytes(StandardCharsets.UTF_16BE);
        send(body).expectStatus().isOk();
        assertThat(outcome("evt_1")).isEqualTo("applied");
        assertThat(sql("SELECT encode(body, 'hex') FROM command_side.webhooks WHERE id = '" + id("evt_1") + "'"))
                .isEqualTo(HexFormat.of().formatHex(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "nonsense",
                "{}",
                "{'id': 'a'}",
                "{'id': 7, 'type': 'a'}",
                "{'id': ' ', 'type': 'a'}",
                "{'id': 'a', 'type': 'payment.captured', 'data': {'amount': '1'}}",
                "{'id': 'a', 'type': 'payment.captured', 'data': {'currency': 'QQQ'}}",
                "{'id': 'a', 'type': 'payment.captured', 'data': {'paymentId': 'x'}}",
            })
    void a_signed_message_that_makes_no_sense_is_set_aside_and_not_asked_for_again(String json) {
        setAside((json.replace('\'', '"')).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void signed_bytes_that_are_no_text_are_set_aside_as_they_are() {
        byte[] body = new byte[512];
        new Random(payment.hashCode()).nextBytes(body);
        setAside(body);
    }

    private void setAside(byte[] body) {
        long head = api.head();
        send(body).expectStatus().isOk();
        send(body).expectStatus().isOk();
        assertThat(api.head()).isEqualTo(head);
        assertThat(sql("SELECT outcome FROM command_side.webhooks WHERE body = decode('"
                        + HexFormat.of().formatHex(body) + "', 'hex')"))
                .isEqualTo("unreadable");
    }

    private void refused(String body, String signature) {
        long head = api.head();
        post(body.getBytes(StandardCharsets.UTF_8), signature)
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/webhook-not-signed");
        assertThat(api.head()).isEqualTo(head);
    }

    private WebTestClient.ResponseSpec send(String body) {
        return send(body.getBytes(StandardCharsets.UTF_8));
    }

    private WebTestClient.ResponseSpec send(byte[] body) {
        return post(body, signature(Instant.now().getEpochSecond(), body, RunningApi.WEBHOOK_SECRET));
    }

    private WebTestClient.ResponseSpec post(byte[] body, String signature) {
        return api.client
                .post()
                .uri("/api/v1/payments/webhooks/sandbox")
                .header("Content-Type", "application/json")
                .headers(headers -> {
                    if (signature != null) {
                        headers.set("Millrace-Signature", signature);
                    }
                })
                .bodyValue(body)
                .exchange();
    }

    private String message(String id, String type) {
        return """
                {"id": "%s", "type": "%s", "created": "2026-01-31T12:00:00Z", "data": {"paymentId": "%s", "orderId": "%s",
                 "amount": 1250, "currency": "GBP", "reference": "ref-1", "code": "card-declined"}}""".formatted(id(id), type, payment, order);
    }

    private String id(String id) {
        return id + "_" + payment;
    }

    static String signature(long at, String body, String secret) {
        return signature(at, body.getBytes(StandardCharsets.UTF_8), secret);
    }

    private static String signature(long at, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at + ".").getBytes(StandardCharsets.UTF_8));
            byte[] code = mac.doFinal(body);
            return "t=" + at + ",v1=" + HexFormat.of().formatHex(code);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> paymentEvents() {
        return api.log()
                .read(Criteria.tagged(Tag.of("payment", payment.toString())), 0)
                .map(event -> event.type().substring(event.type().lastIndexOf('.') + 1))
                .collectList()
                .block(Duration.ofSeconds(10));
    }

    private String outcome(String id) {
        return sql("SELECT coalesce(outcome, 'pending') FROM command_side.webhooks WHERE id = '" + id(id) + "'");
    }

    private String sql(String statement) {
        return Mono.usingWhen(
                        api.context.getBean(ConnectionPool.class).create(),
                        connection -> Mono.from(
                                        connection.createStatement(statement).execute())
                                .flatMap(result -> Mono.from(result.map((row, metadata) -> row.get(0, String.class)))),
                        io.r2dbc.spi.Connection::close)
                .defaultIfEmpty("none")
                .block(Duration.ofSeconds(10));
    }
}
