package dev.millrace.sagas;

import static dev.millrace.sagas.TestShop.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.order.OrderCommand.CancelOrder;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.process.ProcessEvent.ProcessParked;
import dev.millrace.processes.StepWatch;
import dev.millrace.testing.DescribedApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProcessEndpointsTest {

    private static final Sku HEARTS = new Sku("85123A");
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicBoolean BROKEN = new AtomicBoolean();
    private static TestShop shop;
    private static WebClient http;

    @BeforeAll
    static void open() {
        shop = new TestShop();
        shop.stock(HEARTS, 1_000);
        StepWatch breaking = new StepWatch() {
            @Override
            public Mono<Void> before(String process, String key, String step) {
                return BROKEN.get() && step.equals("ConfirmOrder")
                        ? Mono.error(() -> new IllegalStateException("broken"))
                        : Mono.empty();
            }
        };
        http = WebClient.create("http://127.0.0.1:"
                + shop.webInstance(breaking).getEnvironment().getProperty("local.server.port"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void a_parked_one_is_found_shown_retried_and_is_an_event_of_its_caller() {
        OrderId order = parked();
        String path = "/api/v1/admin/processes/fulfilment/" + order;

        assertThat(get("/api/v1/admin/processes?name=fulfilment&cause=failure").findValuesAsString("key"))
                .contains(order.toString());
        JsonNode shown = get(path);
        assertThat(shown.get("state").asString()).isEqualTo("parked");
        assertThat(shown.get("detail").asString()).contains("broken");
        assertThat(shown.get("awaits").isArray()).isTrue();
        assertThat(steps(shown))
                .containsExactly(
                        "stock-reservation done 1",
                        "reservation-expiry done 1",
                        "payment-request done 1",
                        "payment-authorisation done 1",
                        "payment-capture done 1",
                        "confirmation waiting 1");

        ResponseEntity<String> retried = post(path + "/retry", "{\"reason\": \"mended\"}");
        assertThat(retried.getStatusCode().value()).isEqualTo(200);
        assertThat(retried.getHeaders().getFirst("Event-Position")).matches("\\d+");
        shop.awaitEvent(order, OrderConfirmed.class);
        assertThat(shop.stored(order))
                .filteredOn(event -> event.type().endsWith("ProcessRetried"))
                .singleElement()
                .satisfies(event -> assertThat(event.metadata()).containsEntry("actor", "person:local-developer"));
        ResponseEntity<String> again = post(path + "/retry", "{\"reason\": \"again\"}");
        assertThat(again.getStatusCode().value()).isEqualTo(409);
        assertThat(again.getBody()).contains("process.not-parked");
    }

    @Test
    void all_of_a_cause_are_acted_on_at_once() {
        OrderId one = parked();
        OrderId two = parked();

        ResponseEntity<String> acted = post("/api/v1/admin/process-acts", """
                {"act": "end", "process": "fulfilment", "cause": "failure", "reason": "a test"}""");

        assertThat(acted.getStatusCode().value()).isEqualTo(200);
        assertThat(JSON.readTree(acted.getBody()).get("done").asInt()).isGreaterThanOrEqualTo(2);
        for (OrderId order : new OrderId[] {one, two}) {
            assertThat(get("/api/v1/admin/processes/fulfilment/" + order)
                            .get("state")
                            .asString())
                    .isEqualTo("ended");
        }
    }

    @Test
    void lists_go_on_where_they_ended() {
        parked();
        parked();
        JsonNode first = get("/api/v1/admin/processes?name=fulfilment&limit=1");
        JsonNode second = get("/api/v1/admin/processes?name=fulfilment&limit=1&cursor="
                + first.get("next").asString());
        assertThat(first.at("/items")).hasSize(1);
        assertThat(second.at("/items/0/key")).isNotEqualTo(first.at("/items/0/key"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/processes, , 400, name",
        "GET, /admin/processes?name=unknown, , 404, process.not-found",
        "GET, /admin/processes?name=fulfilment&state=lost, , 400, state",
        "GET, /admin/processes?name=fulfilment&cursor=x, , 400, cursor",
        "GET, /admin/processes/fulfilment/none, , 404, process.not-found",
        "GET, /admin/processes/unknown/none, , 404, process.not-found",
        "POST, /admin/processes/fulfilment/none/retry, {\"reason\": \"x\"}, 404, process.not-found",
        "POST, /admin/processes/fulfilment/none/skip, {\"reason\": \" \"}, 400, reason",
        "POST, /admin/processes/fulfilment/none/end, {}, 400, reason",
        "POST, /admin/process-acts, {\"act\": \"burn\"}, 400, act",
    })
    void bad_input_is_named(String method, String path, String body, int status, String named) {
        ResponseEntity<String> answer = send(HttpMethod.valueOf(method), "/api/v1" + path, body);
        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getBody()).contains(named);
    }

    @Test
    void the_document_has_examples_that_are_allowed_and_meanings_of_codes() {
        DescribedApi api =
                new DescribedApi(send(HttpMethod.GET, "/v3/api-docs", null).getBody());

        assertThat(api.invalidExamples()).isEmpty();
        assertThat(api.bodiesWithoutExample()).isEmpty();
        assertThat(api.codesWithoutMeaning()).isEmpty();
    }

    @Test
    void a_journey_tells_what_was_tried_again_and_what_was_undone() {
        OrderId order = shop.order(HEARTS, 1, "tok_fail_then_succeed");
        shop.awaitEvent(order, OrderConfirmed.class);
        shop.send(new CancelOrder(order, "changed my mind"));
        shop.awaitEvent(order, PaymentRefunded.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(steps(get("/api/v1/admin/processes/fulfilment/" + order)))
                        .containsExactly(
                                "stock-reservation undone 1",
                                "reservation-expiry done 1",
                                "payment-request done 1",
                                "payment-authorisation done 3",
                                "payment-capture undone 1",
                                "confirmation done 1",
                                "stock-release done 1",
                                "payment-refund done 1"));
    }

    private static List<String> steps(JsonNode shown) {
        List<String> steps = new ArrayList<>();
        shown.get("steps")
                .forEach(step -> steps.add(
                        step.get("name").asString() + " " + step.get("status").asString() + " "
                                + step.get("attempts").asInt()));
        return steps;
    }

    private static OrderId parked() {
        BROKEN.set(true);
        OrderId order = shop.order(HEARTS, 1, "tok_approve");
        shop.awaitEvent(order, ProcessParked.class);
        await().atMost(PATIENCE)
                .until(() -> get("/api/v1/admin/processes/fulfilment/" + order)
                        .get("state")
                        .asString()
                        .equals("parked"));
        BROKEN.set(false);
        return order;
    }

    private static JsonNode get(String path) {
        return JSON.readTree(send(HttpMethod.GET, path, null).getBody());
    }

    private static ResponseEntity<String> post(String path, String body) {
        return send(HttpMethod.POST, path, body);
    }

    private static ResponseEntity<String> send(HttpMethod method, String path, @Nullable String body) {
        WebClient.RequestBodySpec request = http.method(method).uri(path);
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body))
                .exchangeToMono(response -> response.toEntity(String.class))
                .block(PATIENCE);
    }
}
