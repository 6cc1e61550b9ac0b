package dev.millrace.payment;

import dev.millrace.commandside.CommandSideDatabase;
import dev.millrace.commandside.Purge;
import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.http.Problem;
import dev.millrace.http.RawBody;
import dev.millrace.http.Refusals;
import dev.millrace.http.RequestId;
import dev.millrace.http.TakesAnyBytes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Where the sandbox gateway tells what became of payments. A message is stored before it is acted upon, and answered with 200
 * once it is, whatever came of it: that it came late, or again, or can't be read, is nothing that sending it once more could mend,
 * and a gateway whose messages are refused for days sends none any more.
 */
@RestController
@io.swagger.v3.oas.annotations.tags.Tag(name = "Payments")
public final class PaymentWebhooks {

    private static final String SANDBOX = new Actor(Actor.Kind.GATEWAY, "payment-sandbox").toString();
    private static final Logger LOG = LoggerFactory.getLogger(PaymentWebhooks.class);

    private final Commands commands;
    private final WebhookInbox inbox;
    private final WebhookSignature signature;
    private final Clock clock;
    private final Duration retention;

    public PaymentWebhooks(Commands commands, CommandSideDatabase database, WebhookSettings settings, Clock clock) {
        this.commands = commands;
        this.inbox = new WebhookInbox(database);
        this.signature = new WebhookSignature(settings.webhookSecret(), settings.webhookTolerance());
        this.clock = clock;
        this.retention = settings.webhookRetention();
    }

    @TakesAnyBytes
    @PostMapping(path = "/payments/webhooks/sandbox", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Told by the sandbox gateway, and by nobody else",
            operationId = "receiveSandboxWebhook",
            description =
                    "Signed with a secret that both know, over the time and the body. Sent again until it is answered with 200.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = GatewayMessage.class)))
    @ApiResponse(responseCode = "200", description = "Taken, now or before; one that can't be read is set aside")
    @Refusals(unauthorised = "webhook-not-signed")
    Mono<Void> receive(
            @RequestHeader(name = WebhookSignature.HEADER, required = false) @Nullable String signed,
            ServerWebExchange exchange) {
        byte[] body = RawBody.of(exchange);
        if (!signature.verifies(signed, body, clock.instant())) {
            return Mono.error(notSigned().exception());
        }
        try {
            GatewayMessage message = GatewayMessage.read(body);
            return take(message, body, () -> handle(message, RequestId.of(exchange)));
        } catch (IllegalArgumentException e) {
            GatewayMessage message = GatewayMessage.unreadable(body);
            LOG.warn("Webhook {} is set aside: {}", message.id(), e.getMessage());
            return take(message, body, () -> inbox.handled(message, GatewayMessage.UNREADABLE, null));
        }
    }

    private Mono<Void> take(GatewayMessage message, byte[] body, Supplier<Mono<Void>> handling) {
        return inbox.store(message, body).filter(pending -> pending).flatMap(pending -> handling.get());
    }

    /** Of messages that were handled long ago. */
    public Purge purge() {
        return new Purge("webhooks", limit -> inbox.purge(retention, limit));
    }

    private Mono<Void> handle(GatewayMessage message, String requestId) {
        return Mono.justOrEmpty(message.command())
                .flatMap(command -> commands.send(command, Map.of("correlationId", requestId, Actor.METADATA, SANDBOX)))
                .flatMap(outcome -> switch (outcome) {
                    case Outcome.Accepted accepted ->
                        inbox.handled(message, "applied", accepted.position()).thenReturn(true);
                    case Outcome.Rejected rejected -> {
                        LOG.info(
                                "Webhook {} came to nothing: {}",
                                message.id(),
                                rejected.rejection().code());
                        yield inbox.handled(message, rejected.rejection().code(), null)
                                .thenReturn(true);
                    }
                })
                .switchIfEmpty(
                        Mono.defer(() -> inbox.handled(message, "ignored", null).thenReturn(true)))
                .then();
    }

    private static Problem notSigned() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED,
                "webhook-not-signed",
                "The " + WebhookSignature.HEADER + " header doesn't prove that this comes from the gateway, and now.");
    }
}
