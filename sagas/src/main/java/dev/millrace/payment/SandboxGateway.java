package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.processes.OutsidePort;
import dev.millrace.processes.PortAnswer;
import dev.millrace.processes.PortAnswer.Done;
import dev.millrace.processes.PortAnswer.NoAnswer;
import dev.millrace.processes.PortAnswer.Refused;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The sandbox's HTTP interface behind the port. */
public final class SandboxGateway implements OutsidePort<PaymentPort.Request, String>, AutoCloseable {

    /** The gateway's, the network's or our own trouble rather than a no: worth asking again. */
    private static final Set<Integer> NOT_A_NO = Set.of(401, 403, 408, 415, 421, 429);

    private final GatewaySettings settings;
    private final ConnectionProvider connections;
    private final WebClient http;

    public SandboxGateway(GatewaySettings settings) {
        this.settings = settings;
        this.connections = ConnectionProvider.create("payment-gateway", settings.connections());
        this.http = WebClient.builder()
                .baseUrl(settings.uri().toString())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
                .build();
    }

    /** Takes no longer than the gateway's time-out. */
    @Override
    public Mono<PortAnswer<String>> ask(PaymentPort.Request request, String idempotencyKey) {
        ChargeProgress charge = request.charge();
        return (switch (request.operation()) {
                    case AUTHORISE ->
                        post(
                                idempotencyKey,
                                "/v1/payments",
                                Charge.of(request.orderId(), charge),
                                SandboxGateway::authorised);
                    case CAPTURE, VOID, REFUND ->
                        post(
                                idempotencyKey,
                                "/v1/payments/" + charge.paymentId() + "/" + PaymentPort.task(request.operation()),
                                Map.of(),
                                paid -> new Done<>(paid.reference()));
                })
                .timeout(settings.timeout())
                .onErrorResume(failure -> Mono.just(new NoAnswer<>(describe(failure))));
    }

    private Mono<PortAnswer<String>> post(String idempotencyKey, String path, Object body, Reading reading) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(response -> read(response, reading));
    }

    private static Mono<PortAnswer<String>> read(ClientResponse response, Reading reading) {
        HttpStatusCode status = response.statusCode();
        if (status.is2xxSuccessful()) {
            return response.bodyToMono(Paid.class).map(reading::of);
        }
        if (status.is4xxClientError() && !NOT_A_NO.contains(status.value())) {
            return response.bodyToMono(Problem.class).map(Problem::refusal);
        }
        return response.releaseBody().thenReturn(new NoAnswer<>("HTTP " + status.value()));
    }

    private static PortAnswer<String> authorised(Paid paid) {
        return switch (paid.status()) {
            case "authorised", "captured" -> new Done<>(paid.reference());
            case "declined" ->
                new Refused<>(paid.code() == null ? "declined" : paid.code(), "The gateway declined the payment.");
            default ->
                new Refused<>("payment-" + paid.status(), "The gateway has the payment as " + paid.status() + ".");
        };
    }

    private static String describe(Throwable failure) {
        return failure instanceof java.util.concurrent.TimeoutException
                ? "timeout"
                : failure.getClass().getSimpleName();
    }

    @Override
    public void close() {
        connections.dispose();
    }

    private interface Reading {

        PortAnswer<String> of(Paid paid);
    }

    /** @param amount minor units */
    private record Charge(String paymentId, String orderId, long amount, String currency, String token) {

        static Charge of(OrderId orderId, ChargeProgress charge) {
            return new Charge(
                    charge.paymentId().toString(),
                    orderId.toString(),
                    charge.amount().getAmountMinorLong(),
                    charge.amount().getCurrencyUnit().getCode(),
                    charge.token());
        }
    }

    private record Paid(
            String status, String reference, @Nullable String code) {}

    private record Problem(@Nullable String code, @Nullable String title) {

        Refused<String> refusal() {
            return new Refused<>(
                    code == null ? "refused" : code, "The gateway refused: " + (title == null ? "" : title) + ".");
        }
    }
}
