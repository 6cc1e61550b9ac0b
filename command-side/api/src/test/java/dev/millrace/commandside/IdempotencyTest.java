package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Tag;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two instances on one database are one to whoever repeats a request. */
class IdempotencyTest {

    private static final String CART = "{\"currency\": \"GBP\"}";

    private static RunningApi one;
    private static RunningApi other;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start_two_instances() {
        PostgresAddress database = TestServers.freshDatabase();
        one = RunningApi.on(database, "--millrace.idempotency.patience=300ms");
        other = RunningApi.on(database, "--millrace.idempotency.patience=300ms");
    }

    @AfterAll
    static void stop_them() {
        one.close();
        other.close();
    }

    @Test
    void a_repeat_gets_the_first_answer_from_any_instance() {
        EntityExchangeResult<byte[]> first = result(one, "/carts", CART);
        long head = one.head();
        EntityExchangeResult<byte[]> second = result(other, "/carts", CART);

        assertThat(second.getStatus()).isEqualTo(first.getStatus());
        assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
        for (String header : List.of(HttpHeaders.LOCATION, "Event-Position", HttpHeaders.CONTENT_TYPE)) {
            assertThat(second.getResponseHeaders().getFirst(header))
                    .isEqualTo(first.getResponseHeaders().getFirst(header))
                    .isNotNull();
        }
        assertThat(first.getResponseHeaders().getFirst("Idempotency-Replayed")).isNull();
        assertThat(second.getResponseHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.head()).isEqualTo(head);
    }

    @Test
    void a_repeat_may_write_its_fields_in_another_order() {
        String sku = one.product(0);
        String receipt = "{\"sku\": \"%s\", \"warehouse\": \"london\", \"quantity\": 7}".formatted(sku);
        one.post("/stock/receipts", receipt, key).expectStatus().isCreated();
        String again = "{\"quantity\":7,\"warehouse\":\"london\",\"sku\":\"%s\"}".formatted(sku);
        other.post("/stock/receipts", again, key).expectStatus().isCreated();

        assertThat(marks(one, Tag.of("sku", sku))).hasSize(1);
    }

    @Test
    void a_repeated_refusal_stays_what_it_was() {
        String items = "{\"items\": [{\"sku\": \"NO\", \"quantity\": 1}]}";
        String path = "/carts/" + one.create("/carts", CART) + "/items";
        EntityExchangeResult<byte[]> first = result(one, path, items);
        EntityExchangeResult<byte[]> second = result(other, path, items);
        assertThat(second.getStatus().value())
                .isEqualTo(422)
                .isEqualTo(first.getStatus().value());
        assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
        assertThat(second.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void another_request_under_the_same_key_is_refused_and_does_nothing() {
        one.post("/carts", CART, key).expectStatus().isCreated();
        long head = one.head();
        other.post("/carts", "{\"currency\": \"EUR\"}", key)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/idempotency-key-reused")
                .jsonPath("$.errors[0].field")
                .isEqualTo("Idempotency-Key");
        other.post("/stock/receipts", "{\"sku\": \"A\", \"warehouse\": \"london\", \"quantity\": 1}", key)
                .expectStatus()
                .isEqualTo(422);
        assertThat(one.head()).isEqualTo(head);
    }

    @Test
    void many_at_once_on_two_instances_happen_once() {
        String sku = one.product(0);
        String receipt = "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 7}";
        Set<Integer> statuses = Flux.range(0, 20)
                .flatMap(i -> send(i % 2 == 0 ? one : other, "/stock/receipts", receipt, key), 20)
                .collect(Collectors.toSet())
                .block(Duration.ofSeconds(30));
        assertThat(statuses).contains(201).isSubsetOf(201, 409);
        assertThat(marks(one, Tag.of("sku", sku))).hasSize(1);
    }

    @Test
    void a_request_that_is_under_way_elsewhere_is_to_be_asked_for_again() {
        other.post("/carts", CART, key).expectStatus().isCreated();
        sql("UPDATE command_side.idempotency_keys SET status = NULL, headers = NULL, body = NULL WHERE key = '" + key
                + "'");
        one.post("/carts", CART, key)
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/idempotency-key-in-progress");
    }

    @Test
    void a_run_that_died_after_its_append_is_found_in_the_log() {
        String sku = one.product(0);
        String receipt = "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 7}";
        EntityExchangeResult<byte[]> first = result(one, "/stock/receipts", receipt);
        dieBeforeTheAnswer();
        EntityExchangeResult<byte[]> second = result(other, "/stock/receipts", receipt);

        assertThat(second.getStatus().value()).isEqualTo(201);
        assertThat(second.getResponseHeaders().getFirst("Event-Position"))
                .isEqualTo(first.getResponseHeaders().getFirst("Event-Position"));
        assertThat(marks(one, Tag.of("sku", sku))).hasSize(1);
    }

    @Test
    void a_batch_whose_run_died_is_taken_up_entry_by_entry() {
        String sku = one.product(0);
        String receipt = "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 7}";
        String batch = "{\"receipts\": [" + receipt + ", {}, " + receipt + "]}";
        EntityExchangeResult<byte[]> first = result(one, "/stock-receipt-batches", batch);
        dieBeforeTheAnswer();
        EntityExchangeResult<byte[]> second = result(other, "/stock-receipt-batches", batch);

        assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
        assertThat(marks(one, Tag.of("sku", sku))).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_run_that_died_before_its_append_leads_to_the_id_it_would_have_made() {
        EntityExchangeResult<byte[]> first = result(one, "/carts", CART);
        dieBeforeTheAnswer();
        EntityExchangeResult<byte[]> second = result(other, "/carts", CART);
        assertThat(second.getResponseHeaders().getLocation())
                .isEqualTo(first.getResponseHeaders().getLocation());
    }

    @Test
    void clients_that_hang_up_at_any_moment_leave_no_request_half_done() {
        List<String> keys = IntStream.range(0, 20).mapToObj(i -> key + "-" + i).toList();
        Flux.range(0, keys.size())
                .concatMap(i -> send(one, "/carts", CART, keys.get(i))
                        .timeout(Duration.ofMillis(2L * i))
                        .onErrorResume(gone -> Mono.empty()))
                .blockLast(Duration.ofSeconds(30));
        for (String each : keys) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> one.post("/carts", CART, each).expectStatus().isCreated());
        }
    }

    @Test
    void old_keys_are_forgotten() {
        one.post("/carts", CART, key).expectStatus().isCreated();
        sql("UPDATE command_side.idempotency_keys SET created_at = created_at - interval '25 hours' WHERE key = '" + key
                + "'");
        assertThat(one.context.getBean("idempotencyPurge", Purge.class).run().block(Duration.ofSeconds(5)))
                .isEqualTo(1);
        one.post("/carts", CART, key).expectHeader().doesNotExist("Idempotency-Replayed");
    }

    private EntityExchangeResult<byte[]> result(RunningApi api, String path, String json) {
        return api.post(path, json, key).expectBody().returnResult();
    }

    private static Mono<Integer> send(RunningApi api, String path, String json, String key) {
        return WebClient.create(api.uri.toString())
                .post()
                .uri("/api/v1" + path)
                .header(IdempotencyKey.HEADER, key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().value()));
    }

    /** As if the process had been killed between append and answer, longer ago than the lease. */
    private void dieBeforeTheAnswer() {
        sql("""
                UPDATE command_side.idempotency_keys
                SET status = NULL, headers = NULL, body = NULL, leased_until = clock_timestamp() - interval '1 s'
                WHERE key = '%s'""".formatted(key));
    }

    private static List<String> marks(RunningApi api, Tag tag) {
        return api.log()
                .read(Criteria.tagged(tag), 0)
                .mapNotNull(event -> event.metadata().get(Writes.MARK))
                .collectList()
                .block(Duration.ofSeconds(10));
    }

    private static void sql(String statement) {
        Long changed = Mono.usingWhen(
                        one.context.getBean(ConnectionPool.class).create(),
                        connection -> Mono.from(
                                        connection.createStatement(statement).execute())
                                .flatMap(result -> Mono.from(result.getRowsUpdated())),
                        io.r2dbc.spi.Connection::close)
                .block(Duration.ofSeconds(10));
        assertThat(changed).isEqualTo(1);
    }
}
