package dev.millrace.sandbox;

import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A sandbox on a port of its own, and the ways to ask it. */
final class RunningSandbox implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final WebTestClient http;

    RunningSandbox(String... settings) {
        SpringApplication application = PaymentSandboxApplication.application();
        String[] arguments = new String[settings.length + 2];
        arguments[0] = "--server.port=0";
        arguments[1] = "--millrace.sandbox.slow-answer=300ms";
        System.arraycopy(settings, 0, arguments, 2, settings.length);
        context = application.run(arguments);
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(15))
                .build();
    }

    static String charge(UUID paymentId, UUID orderId, long amount, String token) {
        return """
                {"paymentId": "%s", "orderId": "%s", "amount": %d, "currency": "GBP", "token": "%s"}
                """.formatted(paymentId, orderId, amount, token);
    }

    WebTestClient.ResponseSpec authorise(UUID paymentId, String token) {
        return post("/v1/payments", paymentId + ":authorise", charge(paymentId, paymentId, 1250, token));
    }

    WebTestClient.ResponseSpec ask(UUID paymentId, String operation) {
        return post("/v1/payments/" + paymentId + "/" + operation, paymentId + ":" + operation, "");
    }

    WebTestClient.ResponseSpec post(String path, String key, String body) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    /** Whose requests have nothing but what the test gives them. */
    WebTestClient client() {
        return http;
    }

    WebTestClient.ResponseSpec get(String path) {
        return http.get().uri(path).exchange();
    }

    @Override
    public void close() {
        context.close();
    }
}
