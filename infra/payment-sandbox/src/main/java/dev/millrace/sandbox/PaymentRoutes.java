package dev.millrace.sandbox;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** The gateway's HTTP interface. */
final class PaymentRoutes {

    private static final String ONE = "/v1/payments/{paymentId}";

    private final Ledger ledger;
    private final TokenBehaviour behaviour;

    PaymentRoutes(Ledger ledger, TokenBehaviour behaviour) {
        this.ledger = ledger;
        this.behaviour = behaviour;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/v1/payments", this::authorise)
                .POST(ONE + "/capture", request -> change(request, known(Operations::capture)))
                .POST(ONE + "/refund", request -> change(request, known(Operations::refund)))
                .POST(ONE + "/void", request -> change(request, Operations::cancel))
                .GET(ONE, this::find)
                .GET("/actuator/health/{probe}", request -> ServerResponse.ok().bodyValue(Map.of("status", "UP")))
                .GET("/v1/tokens", request -> ServerResponse.ok().bodyValue(tokens()))
                .onError(Refusal.class, (failure, request) -> Answers.write(failure))
                .onError(TokenBehaviour.Silence.class, (failure, request) -> hangUp(request))
                .build()
                .and(RouterFunctions.route(path("/**"), request -> Answers.write(Answer.refused(404, "not-found"))));
    }

    private Mono<ServerResponse> authorise(ServerRequest request) {
        return Asked.read(request).flatMap(asked -> {
            Charge charge = asked.charge();
            TestToken token = TestToken.of(charge.token())
                    .orElseThrow(() -> new Refusal(422, "unknown-token", "see GET /v1/tokens"));
            Mono<Answer> authorise = Mono.defer(() -> ledger.perform(
                    charge.paymentId(),
                    asked.key(),
                    asked.fingerprint(),
                    payment -> Operations.authorise(payment, charge, token)));
            return behaviour.charge(token, charge, ledger, authorise).flatMap(Answers::write);
        });
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        return paymentId(request)
                .map(paymentId ->
                        ledger.find(paymentId).map(Answer::ok).orElseGet(() -> Answer.refused(404, "payment-unknown")))
                .flatMap(Answers::write);
    }

    private Mono<ServerResponse> change(ServerRequest request, BiFunction<Optional<Payment>, UUID, Answer> operation) {
        return paymentId(request)
                .flatMap(paymentId -> Asked.read(request)
                        .flatMap(asked -> ledger.perform(
                                paymentId,
                                asked.key(),
                                asked.fingerprint(),
                                payment -> operation.apply(payment, paymentId))))
                .flatMap(Answers::write);
    }

    private static BiFunction<Optional<Payment>, UUID, Answer> known(Function<Payment, Answer> operation) {
        return (payment, paymentId) -> payment.map(operation).orElseGet(() -> Answer.refused(404, "payment-unknown"));
    }

    private static Mono<UUID> paymentId(ServerRequest request) {
        return Mono.fromCallable(() -> UUID.fromString(request.pathVariable("paymentId")))
                .onErrorMap(
                        IllegalArgumentException.class,
                        malformed -> new Refusal(400, "malformed", "the payment id must be a UUID"));
    }

    private static Map<String, ?> tokens() {
        return Map.of(
                "tokens",
                Stream.of(TestToken.values())
                        .map(token -> Map.of("token", token.token(), "meaning", token.meaning()))
                        .toList(),
                "others",
                "Refused with 422 unknown-token. Card numbers are refused with 400 card-data-refused wherever they stand.");
    }

    private static Mono<ServerResponse> hangUp(ServerRequest request) {
        HttpServerResponse response =
                ServerHttpResponseDecorator.getNativeResponse(request.exchange().getResponse());
        response.withConnection(connection -> {
            var _ = connection.channel().close();
        });
        return Mono.never();
    }
}
