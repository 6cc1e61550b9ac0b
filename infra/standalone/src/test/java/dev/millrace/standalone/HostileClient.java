package dev.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.standalone.RawRequest.Answer;
import dev.millrace.testing.DescribedApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sends whatever a platform says it takes, with something wrong with it, and looks at what comes of it. */
final class HostileClient {

    private static final String API = "/api/v1";
    private static final Pattern LOCATION = Pattern.compile("(?i)\r\nlocation: " + API + "(\\S+)");
    private static final int AT_ONCE = 8;
    private static final String REQUEST_ID = "X-Request-Id";

    private final URI platform;
    private final String document;
    private final DescribedApi described;
    private final Map<String, RawRequest> refused = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    HostileClient(URI platform) {
        this.platform = platform;
        this.document = ApiDocument.of(platform);
        this.described = new DescribedApi(document);
    }

    void sendAll() {
        List<RawRequest> requests = numbered(new HostileRequests(new DocumentedApi(document), filled()).all());
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            requests.forEach(request -> clients.execute(() -> send(request)));
        }
    }

    /**
     * Requests that were answered with a 5xx, not at all, with a refusal that is no problem, or as nobody described it, and what they
     * were answered.
     */
    Collection<String> faults() {
        return faults;
    }

    /** Requests that were refused although something came of them: their ids are those that events tell as their cause. */
    List<RawRequest> refusedThoughInLog() {
        return new ReadApi(platform)
                .events()
                .map(event -> event.at("/metadata/correlationId").asString(""))
                .distinct()
                .map(refused::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private void send(RawRequest request) {
        try {
            Answer answer = request.send(platform);
            if (answer.status() >= 400) {
                refused.put(request.headers().get(REQUEST_ID), request);
            }
            if (answer.status() < 200 || answer.status() >= 500 || (answer.status() >= 400 && !answer.isProblem())) {
                faults.add(request + "\n--->\n" + answer.head() + answer.text());
            }
            List<String> undescribed = described.undescribed(answer.to(request));
            if (!undescribed.isEmpty()) {
                faults.add(request + "\n---> not described: " + undescribed + "\n" + answer.head() + answer.text());
            }
        } catch (IOException | RuntimeException e) {
            faults.add(request + "\n---> " + e);
        }
    }

    private static List<RawRequest> numbered(Stream<RawRequest> requests) {
        AtomicInteger number = new AtomicInteger();
        return requests.map(request -> {
                    String id = "hostile-" + number.incrementAndGet();
                    RawRequest with = request.with(REQUEST_ID, id);
                    return "hostile".equals(with.headers().get("Idempotency-Key"))
                            ? with.with("Idempotency-Key", id)
                            : with;
                })
                .toList();
    }

    /** With a product, a cart and an order that there are; with nobody else's projection. */
    private UnaryOperator<String> filled() {
        created("/products", """
                {"sku": "HOSTILE-1", "name": "Lamp", "price": {"amount": "2.50", "currency": "GBP"}}""");
        created("/stock/receipts", """
                {"sku": "HOSTILE-1", "warehouse": "london", "quantity": 100}""");
        String ordered = cart("first");
        String order = created(ordered + "/checkout", """
                {"email": "ada@example.org", "country": "GB", "paymentToken": "tok_approve"}""");
        String cart = cart("second");
        return path -> (path.startsWith(API + "/orders/")
                        ? path.replace(API + "/orders/{id}", API + order)
                        : path.replace(API + "/carts/{id}", API + cart))
                .replace("{sku}", "HOSTILE-1")
                .replace("{line}", "1")
                .replaceAll("\\{\\w+}", "none");
    }

    private String cart(String customer) {
        return created("/carts", """
                {"currency": "GBP", "customerId": "%s", "items": [{"sku": "HOSTILE-1", "quantity": 1}]}""".formatted(customer));
    }

    /** Its location. */
    private String created(String path, String json) {
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Idempotency-Key", "of " + path + json.hashCode());
        try {
            Answer answer = new RawRequest("POST", API + path, headers, json.getBytes(UTF_8)).send(platform);
            assertThat(answer.status()).as(answer.text()).isLessThan(300);
            Matcher location = LOCATION.matcher(answer.head());
            return location.find() ? location.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
