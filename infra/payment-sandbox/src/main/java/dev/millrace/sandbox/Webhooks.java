package dev.millrace.sandbox;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the shop what became of its payments, behind the answers' back: at least once while the process lives, in no
 * particular order. What waits when it ends, or finds the queue full, is not told; the books can be asked.
 */
final class Webhooks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SandboxSettings.Webhooks settings;
    private final @Nullable String url;
    private final WebClient http;
    private static final String NOBODY_IS_TOLD = "nobody is told";

    private final WebhookSignature signature;
    private final Sinks.Many<Payment> queue;
    private final Disposable delivery;

    Webhooks(SandboxSettings.Webhooks settings, WebClient http) {
        this.settings = settings;
        this.url = settings.enabled() ? settings.url() : null;
        this.http = http;
        this.signature = new WebhookSignature(Objects.requireNonNullElse(settings.secret(), NOBODY_IS_TOLD));
        this.queue = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(settings.queue()));
        this.delivery = queue.asFlux()
                .flatMap(payment -> deliver(WebhookEvent.of(payment)), settings.concurrency())
                .subscribe();
    }

    /** Takes a change to be told; returns at once. */
    void tell(Payment payment) {
        if (url == null || ThreadLocalRandom.current().nextDouble() >= settings.sample()) {
            return;
        }
        Sinks.EmitResult result;
        synchronized (queue) {
            result = queue.tryEmitNext(payment);
        }
        if (result.isFailure()) {
            log.warn("Webhook about payment {} dropped: {}", payment.paymentId(), result);
        }
    }

    private Mono<Void> deliver(WebhookEvent event) {
        byte[] body = JSON.writeValueAsBytes(event);
        return Mono.defer(() -> post(body))
                .timeout(settings.timeout())
                .retryWhen(Retry.backoff(settings.attempts() - 1L, settings.firstBackoff()))
                .onErrorResume(failure -> {
                    log.warn(
                            "Webhook {} not delivered in {} attempts: {}",
                            event.id(),
                            settings.attempts(),
                            failure.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> post(byte[] body) {
        return http.post()
                .uri(String.valueOf(url))
                .contentType(MediaType.APPLICATION_JSON)
                .header(WebhookSignature.HEADER, signature.of(Instant.now(), body))
                .bodyValue(body)
                .retrieve()
                .toBodilessEntity()
                .then();
    }

    @Override
    public void close() {
        delivery.dispose();
    }
}
