package dev.millrace.demo;

import dev.millrace.demo.Invoice.Line;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The platform's public API, as far as the demo uses it. Whatever it sends bears an idempotency key made of what it is
 * about, so that a request may be repeated, in this run or in the next.
 */
public final class ShopClient {

    private static final String API = "/api/v1";
    private static final String WAREHOUSE = "london";
    private static final int MOST_IN_A_RECEIPT = 1_000_000_000;
    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final WebClient http;
    private final String run;
    private final AtomicLong position = new AtomicLong();

    /**
     * Of a platform, known by its URL.
     *
     * @param run begins the idempotency keys; runs of one name are one and the same
     */
    public ShopClient(URI platform, String run) {
        this.run = run;
        this.http = WebClient.builder().baseUrl(platform.toString()).build();
    }

    /** The furthest position of the log that an answer told. */
    public long position() {
        return position.get();
    }

    /** Brings a product into the catalogue, without stock. */
    public Mono<Void> create(Article article) {
        Map<String, Object> product = Map.of(
                "sku", article.sku(), "name", article.name(), "description", "", "price", pounds(article.price()));
        return post("/products", run + "-product-" + article.sku(), product).then();
    }

    /** Receives the stock that an article is to begin with. */
    public Mono<Void> receive(Article article) {
        long receipts = (article.stock() + MOST_IN_A_RECEIPT - 1) / MOST_IN_A_RECEIPT;
        return Flux.range(0, (int) receipts)
                .concatMap(n -> {
                    long quantity = Math.min(MOST_IN_A_RECEIPT, article.stock() - (long) n * MOST_IN_A_RECEIPT);
                    Map<String, Object> receipt = Map.of(
                            "sku",
                            article.sku(),
                            "warehouse",
                            WAREHOUSE,
                            "quantity",
                            quantity,
                            "reference",
                            "opening stock");
                    return post("/stock/receipts", run + "-stock-" + article.sku() + "-" + n, receipt);
                })
                .then();
    }

    /** Opens a cart with the invoice's lines and checks it out; answers with the order's id. */
    public Mono<String> place(Invoice invoice, Map<String, BigDecimal> listPrices) {
        Map<String, Object> cart = new java.util.HashMap<>(Map.of(
                "currency",
                "GBP",
                "items",
                invoice.lines().stream().map(line -> item(line, listPrices)).toList()));
        if (invoice.customerId() != null) {
            cart.put("customerId", invoice.customerId());
        }
        Map<String, Object> checkout = Map.of(
                "email",
                        "customer-" + Objects.requireNonNullElse(invoice.customerId(), invoice.number())
                                + "@example.com",
                "country", invoice.country(),
                "paymentToken", Wallet.token(invoice.number()),
                "orderedAt", invoice.orderedAt().toString());
        return post("/carts", run + "-cart-" + invoice.number(), cart)
                .flatMap(opened -> post(
                        "/carts/" + created(opened) + "/checkout", run + "-checkout-" + invoice.number(), checkout))
                .map(ShopClient::created);
    }

    /** Ships all of a confirmed order in one parcel and delivers it. */
    public Mono<Void> fulfil(String orderId) {
        Map<String, Object> parcel = Map.of("carrier", "Royal Mail", "trackingNumber", "RM" + orderId.substring(24));
        return post("/orders/" + orderId + "/parcels", run + "-parcel-" + orderId, parcel)
                .flatMap(shipped -> post(
                        "/orders/" + orderId + "/parcels/" + created(shipped) + "/delivery",
                        run + "-delivery-" + orderId,
                        Map.of()))
                .then();
    }

    /** How orders end, from the beginning of the log and on, without end. Takes up where it was when a connection breaks. */
    public Flux<OrderEnd> ends() {
        AtomicLong last = new AtomicLong();
        return Flux.defer(() -> http.get()
                        .uri(
                                API + "/events?type={confirmed}&type={rejected}&after={after}",
                                "millrace.order.OrderConfirmed",
                                "millrace.order.OrderRejected",
                                last.get())
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .retrieve()
                        .bodyToFlux(EVENT))
                .<OrderEnd>handle((event, sink) -> {
                    if (event.data() != null && event.id() != null) {
                        last.set(Long.parseLong(event.id()));
                        sink.next(OrderEnd.of(event.data()));
                    }
                })
                .repeat()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(2)));
    }

    private Mono<ResponseEntity<Void>> post(String path, String idempotencyKey, Object body) {
        return http.post()
                .uri(uri -> uri.path(API + path).build())
                .header("Idempotency-Key", idempotencyKey)
                // The location and the position are all that it needs.
                .header("Prefer", "return=minimal")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .retrieve()
                .onStatus(
                        HttpStatusCode::isError,
                        answer -> answer.createException().map(e -> described(path, e)))
                .toBodilessEntity()
                .timeout(Duration.ofSeconds(60))
                .retryWhen(Retry.backoff(12, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(5))
                        .filter(ShopClient::passing))
                .doOnNext(answer -> learn(answer.getHeaders().getFirst("Event-Position")));
    }

    private void learn(@Nullable String eventPosition) {
        if (eventPosition != null) {
            position.accumulateAndGet(Long.parseLong(eventPosition), Math::max);
        }
    }

    /** The platform is busy or away; the same request may succeed later. */
    private static boolean passing(Throwable e) {
        return e instanceof WebClientRequestException
                || e instanceof IOException
                || e instanceof TimeoutException
                || (e instanceof RefusedRequest refused && refused.mayPass());
    }

    private static RefusedRequest described(String path, WebClientResponseException e) {
        return new RefusedRequest(path, e.getStatusCode(), e.getResponseBodyAsString());
    }

    private static Map<String, Object> item(Line line, Map<String, BigDecimal> listPrices) {
        Map<String, Object> item = Map.of("sku", line.sku(), "quantity", line.quantity());
        if (line.unitPrice().compareTo(Objects.requireNonNull(listPrices.get(line.sku()))) == 0) {
            return item;
        }
        Map<String, Object> agreed = new java.util.HashMap<>(item);
        agreed.put("agreedPrice", pounds(line.unitPrice()));
        return agreed;
    }

    private static Map<String, String> pounds(BigDecimal amount) {
        return Map.of("amount", amount.toPlainString(), "currency", "GBP");
    }

    /** The id of what a request created: the last segment of its location. */
    private static String created(ResponseEntity<Void> answer) {
        String path = Objects.requireNonNull(answer.getHeaders().getLocation(), "the answer has no Location")
                .getPath();
        return List.of(path.split("/")).getLast();
    }
}
