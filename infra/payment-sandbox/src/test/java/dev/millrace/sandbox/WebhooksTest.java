package dev.millrace.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhooksTest {

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final UUID payment = UUID.randomUUID();
    private DisposableServer shop;
    private RunningSandbox sandbox;

    @BeforeEach
    void start() {
        shop = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asByteArray()
                        .flatMap(body -> {
                            received.add(new Received(request.requestHeaders().get("Millrace-Signature"), body));
                            return received.size() == 1
                                    ? response.status(503).send()
                                    : Mono.from(response.status(204).send());
                        }))
                .bindNow();
        sandbox = new RunningSandbox(
                "--millrace.sandbox.webhooks.url=http://127.0.0.1:" + shop.port() + "/hook",
                "--millrace.sandbox.webhooks.secret=hush-hush-hush-hush",
                "--millrace.sandbox.webhooks.first-backoff=20ms");
    }

    @AfterEach
    void stop() {
        sandbox.close();
        shop.disposeNow();
    }

    @Test
    void a_change_is_told_once_signed_and_told_again_until_it_is_heard() {
        sandbox.authorise(payment, "tok_approve");
        sandbox.authorise(payment, "tok_approve");
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 2);
        sandbox.ask(payment, "capture");
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() == 3);

        assertThat(received)
                .extracting(hook -> hook.json().at("/type").asString())
                .containsExactly("payment.authorised", "payment.authorised", "payment.captured");
        assertThat(received.get(0).json()).isEqualTo(received.get(1).json());
        assertThat(received.get(2).json().at("/data/paymentId").asString()).isEqualTo(payment.toString());
        assertThat(received).allSatisfy(hook -> {
            String sentAt = hook.signature().replaceAll("t=(\\d+),.*", "$1");
            assertThat(hook.signature())
                    .isEqualTo(new WebhookSignature("hush-hush-hush-hush")
                            .of(Instant.ofEpochSecond(Long.parseLong(sentAt)), hook.body()));
        });
    }

    @Test
    void the_signature_is_the_documented_one() {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac hush
        assertThat(new WebhookSignature("hush")
                        .of(Instant.ofEpochSecond(1_700_000_000), "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1700000000,v1=763081ea12e3b1f903f958994c023cde07f1224b02a538ad6f959112a2f780ba");
    }

    private record Received(String signature, byte[] body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }
}
