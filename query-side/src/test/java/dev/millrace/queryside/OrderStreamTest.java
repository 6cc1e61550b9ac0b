package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.Criteria;
import dev.millrace.id.OrderId;
import dev.millrace.reading.StreamSlots;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderStreamTest {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> SSE =
            new ParameterizedTypeReference<>() {};
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final QueryServer server = QueryServer.shared();
    private final OrderEvents order = OrderEvents.ofNewOrder();

    @Test
    void a_stream_begins_with_a_snapshot_tells_each_change_and_ends_with_the_final_one() {
        long placed = server.append(order.tags(), order.placed());
        List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
        Flux<ServerSentEvent<String>> stream = stream(null).doOnNext(seen::add);

        var end = stream.then().toFuture();
        await().until(() -> seen.size() == 1);
        long reserved = server.append(order.tags(), order.reserved(), order.requested());
        server.append(order.tags(), order.declined(), order.released());
        long rejected = server.append(order.tags(), order.rejected());

        assertThat(end).succeedsWithin(PATIENCE);
        assertThat(seen).extracting(ServerSentEvent::event).as("no name").containsOnlyNulls();
        assertThat(seen)
                .extracting(event -> json(event).at("/kind").asString())
                .containsExactly("snapshot", "change", "change", "change", "change", "change");
        assertThat(seen.getFirst().id()).isEqualTo(Long.toString(placed));
        assertThat(seen.get(2).id()).isEqualTo(Long.toString(reserved));
        assertThat(seen.getLast().id()).isEqualTo(Long.toString(rejected));
        JsonNode snapshot = json(seen.getFirst());
        assertThat(snapshot.at("/journey/steps/0/name").asString()).isEqualTo("placement");
        assertThat(snapshot.at("/awaited/0").asString()).isEqualTo("stock-reservation");
        JsonNode last = json(seen.getLast());
        assertThat(last.at("/status").asString()).isEqualTo("rejected");
        assertThat(last.at("/final").asBoolean()).isTrue();
    }

    @Test
    void every_message_has_the_order_as_it_then_is_and_no_read_that_follows_is_older() {
        server.append(order.tags(), order.placed());
        List<JsonNode> messages = new CopyOnWriteArrayList<>();
        List<JsonNode> reads = new CopyOnWriteArrayList<>();
        var end = stream(null)
                .map(OrderStreamTest::json)
                .doOnNext(messages::add)
                .concatMap(message -> server.web()
                        .get()
                        .uri("/orders/{id}", order.id())
                        .retrieve()
                        .bodyToMono(String.class)
                        .doOnNext(read -> reads.add(JSON.readTree(read))))
                .then()
                .toFuture();
        await().until(() -> messages.size() == 1);
        server.append(order.tags(), order.reserved(), order.requested());
        server.append(order.tags(), order.declined(), order.released());
        server.append(order.tags(), order.rejected());
        assertThat(end).succeedsWithin(PATIENCE);

        assertThat(messages)
                .extracting(it -> it.at("/order/payment/status").asString(""))
                .containsExactly("", "", "requested", "declined", "declined", "declined");
        assertThat(messages.get(1).at("/order/reservedUntil").isMissingNode()).isFalse();
        assertThat(messages.getLast().at("/order")).isEqualTo(reads.getLast());
        assertThat(messages.getLast().at("/order/reason/code").asString()).isEqualTo("payment-declined");
        assertThat(messages)
                .allSatisfy(it -> assertThat(it.at("/order/position")).isEqualTo(it.at("/position")));
        for (int i = 0; i < messages.size(); i++) {
            assertThat(reads.get(i).at("/position").asLong())
                    .isGreaterThanOrEqualTo(messages.get(i).at("/position").asLong());
        }
    }

    @Test
    void the_document_tells_what_a_message_is() {
        JsonNode operation = JSON.readTree(server.web()
                        .get()
                        .uri(server.url().replace("/api/v1", "/v3/api-docs"))
                        .retrieve()
                        .bodyToMono(String.class)
                        .block(PATIENCE))
                .at("/paths/~1api~1v1~1orders~1{id}~1stream/get/responses");
        assertThat(operation.at("/200/content/text~1event-stream/schema/$ref").asString())
                .isEqualTo("#/components/schemas/OrderChange");
        assertThat(operation.at("/204/content").isMissingNode()).isTrue();
    }

    @Test
    void a_client_that_lost_its_connection_resumes_without_loss_or_repeat() {
        server.append(order.tags(), order.placed());
        List<String> firstConnection = new CopyOnWriteArrayList<>();
        Disposable connection = stream(null).subscribe(event -> firstConnection.add(event.id()));
        await().until(() -> firstConnection.size() == 1);
        server.append(order.tags(), order.reserved());
        await().until(() -> firstConnection.size() == 2);

        connection.dispose();
        server.append(order.tags(), order.requested());
        server.append(order.tags(), order.declined());
        List<String> secondConnection = new CopyOnWriteArrayList<>();
        var end = stream(firstConnection.getLast())
                .doOnNext(event -> secondConnection.add(event.id()))
                .then()
                .toFuture();
        await().until(() -> secondConnection.size() == 2);
        server.append(order.tags(), order.released());
        server.append(order.tags(), order.rejected());

        assertThat(end).succeedsWithin(PATIENCE);
        List<String> all = new ArrayList<>(firstConnection);
        all.addAll(secondConnection);
        assertThat(all).doesNotHaveDuplicates().isSorted().isEqualTo(positionsOfTheOrder());
    }

    @Test
    void a_cancelled_order_is_final_once_it_is_settled() {
        server.append(order.tags(), order.placed(), order.reserved(), order.cancelled());
        List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
        var end = stream(null).doOnNext(seen::add).then().toFuture();
        await().until(() -> seen.size() == 1);
        assertThat(json(seen.getFirst()).at("/final").asBoolean()).isFalse();

        server.append(order.tags(), order.released());

        assertThat(end).succeedsWithin(PATIENCE);
        assertThat(json(seen.getLast()).at("/final").asBoolean()).isTrue();
    }

    @Test
    void whoever_has_seen_the_final_event_is_told_to_stop_reconnecting() {
        long last = server.append(order.tags(), order.placed(), order.rejected());

        server.http()
                .get()
                .uri("/orders/{id}/stream", order.id())
                .header("Last-Event-ID", Long.toString(last))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void an_order_that_is_final_is_told_in_one_snapshot() {
        server.append(order.tags(), order.placed(), order.rejected());

        assertThat(stream(null).collectList().block(PATIENCE))
                .extracting(event -> json(event).at("/kind").asString())
                .containsExactly("snapshot");
    }

    @Test
    void an_unknown_order_has_no_stream() {
        server.http()
                .get()
                .uri("/orders/{id}/stream", OrderId.next())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/order.not-found");
    }

    @Test
    void a_malformed_last_event_id_is_named() {
        server.append(order.tags(), order.placed());

        server.http()
                .get()
                .uri("/orders/{id}/stream", order.id())
                .header("Last-Event-ID", "soon")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Last-Event-ID");
    }

    @Test
    void silence_is_filled_with_comments_and_streams_beyond_the_bound_are_refused() {
        server.append(order.tags(), order.placed());
        try (QueryServer small = QueryServer.on(
                TestServers.freshDatabase(),
                TestServers.redis(),
                TestServers.elasticsearch(),
                "millrace.query-side.order-streams=1",
                "millrace.query-side.heartbeat=100ms")) {
            small.append(order.tags(), order.placed());
            List<String> comments = new CopyOnWriteArrayList<>();
            small.web()
                    .get()
                    .uri("/orders/{id}/stream", order.id())
                    .retrieve()
                    .bodyToFlux(SSE)
                    .filter(event -> event.comment() != null)
                    .subscribe(event -> comments.add(event.comment()), lost -> {});
            await().until(() -> comments.size() > 3);

            small.http()
                    .get()
                    .uri("/orders/{id}/stream", order.id())
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("https://millrace.dev/problems/too-many-streams");
        }
    }

    @Test
    void an_instance_that_stops_does_not_wait_for_its_streams() {
        QueryServer stopping =
                QueryServer.on(TestServers.freshDatabase(), TestServers.redis(), TestServers.elasticsearch());
        stopping.append(order.tags(), order.placed());
        AtomicInteger seen = new AtomicInteger();
        var ended = Flux.merge(
                        stopping.web()
                                .get()
                                .uri("/orders/{id}/stream", order.id())
                                .retrieve()
                                .bodyToFlux(SSE),
                        stopping.web()
                                .get()
                                .uri("/events")
                                .accept(MediaType.TEXT_EVENT_STREAM)
                                .retrieve()
                                .bodyToFlux(SSE))
                .filter(event -> event.comment() == null)
                .doOnNext(event -> seen.incrementAndGet())
                .onErrorComplete()
                .then()
                .toFuture();
        await().until(() -> seen.get() == 2);

        Instant start = Instant.now();
        stopping.close();

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(ended).succeedsWithin(PATIENCE);
    }

    @Test
    void a_stream_that_is_left_gives_its_slot_back() {
        server.append(order.tags(), order.placed());
        StreamSlots slots = server.bean("orderStreamSlots", StreamSlots.class);
        int before = slots.taken();
        Disposable connection = stream(null).subscribe();
        await().until(() -> slots.taken() == before + 1);

        connection.dispose();

        await().until(() -> slots.taken() == before);
    }

    private List<String> positionsOfTheOrder() {
        return server.log()
                .read(Criteria.tagged(order.tags().iterator().next()), 0)
                .map(event -> Long.toString(event.position()))
                .collectList()
                .block();
    }

    private Flux<ServerSentEvent<String>> stream(String lastEventId) {
        return server.web()
                .get()
                .uri("/orders/{id}/stream", order.id())
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(SSE)
                .filter(event -> event.comment() == null);
    }

    private static JsonNode json(ServerSentEvent<String> event) {
        return JSON.readTree(event.data());
    }
}
