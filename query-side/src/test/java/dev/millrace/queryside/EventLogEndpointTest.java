package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.reading.StreamSlots;
import dev.millrace.schema.BusinessEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventLogEndpointTest {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> SSE =
            new ParameterizedTypeReference<>() {};
    private static final JsonMapper JSON = new JsonMapper();

    private final QueryServer server = QueryServer.shared();
    private final OrderEvents order = OrderEvents.ofNewOrder();

    @Test
    void an_event_is_there_at_its_position_and_its_data_alone_beside_it() {
        long position = server.append(order.tags(), order.placed());

        server.http()
                .get()
                .uri("/events/at/{position}", position)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.position")
                .isEqualTo(position)
                .jsonPath("$.payload.orderId")
                .isEqualTo(order.id().toString());
        server.http()
                .get()
                .uri("/events/at/{position}/data", position)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .jsonPath("$.orderId")
                .isEqualTo(order.id().toString());
        for (String missing : List.of("/events/at/0", "/events/at/999999999", "/events/at/999999999/data")) {
            server.http()
                    .get()
                    .uri(missing)
                    .exchange()
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("https://millrace.dev/problems/event.not-found");
        }
        server.http()
                .get()
                .uri("/events/at/first")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("position");
    }

    @Test
    void a_page_of_large_events_has_fewer_and_the_next_ones_have_the_rest() {
        Sku sku = new Sku("LARGE-" + UUID.randomUUID());
        Tag tag = Tag.of("product", sku.value());
        BusinessEvent[] large = IntStream.range(0, 5)
                .mapToObj(i -> new ProductDescribed(sku, "Large " + i, "x".repeat(400_000)))
                .toArray(BusinessEvent[]::new);
        Actor ada = Actor.parse("person:ada-" + order.id());
        server.append(ada, Set.of(tag), large);
        String mine = "/events?limit=200&tag=product:" + sku.value();
        for (String filtered : List.of(mine, mine + "&actor=" + ada)) {
            List<Integer> sizes = new ArrayList<>();
            JsonNode page = json(filtered);
            sizes.add(page.get("items").size());
            while (page.has("next")) {
                page = json(filtered + "&cursor=" + page.get("next").asString());
                sizes.add(page.get("items").size());
            }
            assertThat(sizes)
                    .as(filtered)
                    .allMatch(size -> size <= 3)
                    .satisfies(all -> assertThat(
                                    all.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(5));
        }
    }

    @Test
    void events_of_a_tag_come_with_all_that_is_known_of_them() {
        long position = server.append(order.tags(), order.placed());

        server.http()
                .get()
                .uri("/events?tag=order:{id}", order.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].position")
                .isEqualTo(position)
                .jsonPath("$.items[0].type")
                .isEqualTo("millrace.order.OrderPlaced")
                .jsonPath("$.items[0].version")
                .isEqualTo("2")
                .jsonPath("$.items[0].tags[0]")
                .isEqualTo("order:" + order.id())
                .jsonPath("$.items[0].payload.total.minorUnits")
                .isEqualTo(1250)
                .jsonPath("$.items[0].metadata.correlationId")
                .isEqualTo("request-1")
                .jsonPath("$.items[0].id")
                .exists()
                .jsonPath("$.items[0].time")
                .exists()
                .jsonPath("$.next")
                .doesNotExist();
    }

    @Test
    void pages_follow_one_another_by_their_cursors() {
        server.append(order.tags(), order.placed(), order.reserved(), order.requested(), order.declined());

        List<Long> positions = new ArrayList<>();
        JsonNode page = json("/events?limit=2&tag=order:" + order.id());
        page.at("/items").forEach(event -> positions.add(event.get("position").asLong()));
        JsonNode second = json("/events?limit=2&tag=order:" + order.id() + "&cursor="
                + page.get("next").asString());
        second.at("/items").forEach(event -> positions.add(event.get("position").asLong()));

        assertThat(positions).hasSize(4).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void who_did_what_is_told_and_asked_for() {
        Actor ada = Actor.parse("person:ada-" + order.id());
        Actor process = Actor.parse("process:fulfilment-" + order.id());
        server.append(ada, order.tags(), order.placed());
        server.append(process, order.tags(), order.reserved(), order.requested());
        server.append(order.tags(), order.declined());
        String all = "/events?tag=order:" + order.id();

        List<String> actors = new ArrayList<>();
        json(all).at("/items").forEach(event -> actors.add(event.get("actor").asString()));
        assertThat(actors).containsExactly(ada.toString(), process.toString(), process.toString(), "unknown");
        assertThat(json(all + "&actor=" + ada).findValuesAsString("type"))
                .containsExactly("millrace.order.OrderPlaced");
        JsonNode first = json(all + "&limit=1&actor=" + process);
        assertThat(first.findValuesAsString("type")).containsExactly("millrace.inventory.StockReserved");
        JsonNode second = json(all
                + "&limit=1&actor=%s&cursor=%s"
                        .formatted(process, first.get("next").asString()));
        assertThat(second.findValuesAsString("type")).containsExactly("millrace.payment.PaymentRequested");
        assertThat(json(all + "&actor=unknown").at("/items")).hasSize(1);
        assertThat(server.web()
                        .get()
                        .uri("/events/export?tag=order:" + order.id() + "&actor=" + process)
                        .retrieve()
                        .bodyToMono(String.class)
                        .block())
                .hasLineCount(2);
    }

    @Test
    void a_page_of_an_actor_s_events_is_short_where_they_are_far_between() {
        Actor ada = Actor.parse("person:ada-" + order.id());
        Tag others = Tag.of("order", order.id().toString());
        server.append(ada, order.tags(), order.placed());
        fill(others, 5_500);
        server.append(ada, order.tags(), order.reserved());
        String mine = "/events?actor=%s&tag=order:%s".formatted(ada, order.id());

        JsonNode first = json(mine);
        assertThat(first.at("/items")).hasSize(1);
        JsonNode second = json(mine + "&cursor=" + first.get("next").asString());
        assertThat(second.findValuesAsString("type")).containsExactly("millrace.inventory.StockReserved");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void types_positions_and_all_of_several_tags_narrow_the_slice() {
        Tag customer = Tag.of("customer", "C" + order.id().toString().substring(24));
        Set<Tag> both = Set.of(order.tags().iterator().next(), customer);
        long placed = server.append(both, order.placed());
        server.append(order.tags(), order.reserved(), order.requested());

        assertThat(json("/events?tag=order:%s&tag=customer:%s".formatted(order.id(), customer.value()))
                        .at("/items"))
                .hasSize(1);
        assertThat(json("/events?tag=order:%s&after=%d".formatted(order.id(), placed))
                        .at("/items"))
                .hasSize(2);
        assertThat(json("/events?tag=order:%s&type=millrace.order.OrderPlaced&type=millrace.inventory.StockReserved"
                                .formatted(order.id()))
                        .at("/items"))
                .hasSize(2);
    }

    @Test
    void a_slice_of_time_holds_the_events_between() {
        server.append(order.tags(), order.placed());
        Instant from = later();
        server.append(from, order.tags(), order.reserved());
        Instant to = later();
        server.append(to, order.tags(), order.requested());

        String slice = "/events?tag=order:%s&from=%s&to=%s";
        assertThat(json(slice.formatted(order.id(), from, to)).findValuesAsString("type"))
                .as("both bounds are in it")
                .containsExactly("millrace.inventory.StockReserved", "millrace.payment.PaymentRequested");
        assertThat(json(slice.formatted(order.id(), from, to.minusNanos(1_000))).findValuesAsString("type"))
                .containsExactly("millrace.inventory.StockReserved");
    }

    @ParameterizedTest
    @CsvSource({
        "type=OrderPlaced, type",
        "tag=order, tag",
        "tag=order:17, tag",
        "tag=mood:good, tag",
        "after=-1, after",
        "from=yesterday, from",
        "to=2026-13-01T00:00:00Z, to",
        "limit=0, limit",
        "type=, type",
        "tag=, tag",
        "limits=2, limits",
        "limit=2&limit=3, limit",
        "from=-999999999-01-01T00:00:00Z, from",
        "from=2030-01-01T00:00:00Z&to=2020-01-01T00:00:00Z, from",
        "cursor=abc, cursor",
        "actor=ada, actor",
        "actor=robot:7, actor",
        "actor=, actor",
    })
    void bad_parameters_are_named(String query, String field) {
        server.http()
                .get()
                .uri("/events?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        server.http()
                .get()
                .uri("/events?" + query)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void twenty_thousand_events_are_downloaded_only_as_fast_as_the_client_takes_them() {
        Tag cart = Tag.of("cart", UUID.randomUUID().toString());
        int count = 25_000;
        fill(cart, count);
        // One that asks for nothing zipped: 25,000 events like one another fit into a socket's buffers then.
        Flux<DataBuffer> body = server.web()
                .mutate()
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
                .build()
                .get()
                .uri("/events/export?tag=" + cart.key() + ":" + cart.value())
                .accept(MediaType.APPLICATION_NDJSON)
                .retrieve()
                .bodyToFlux(DataBuffer.class);
        StreamSlots slots = server.bean("eventLogSlots", StreamSlots.class);
        int before = slots.taken();
        long[] bytes = {0};
        int[] lines = {0};
        List<Subscribed> held = new ArrayList<>();

        body.subscribe(new BaseSubscriber<DataBuffer>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                held.add(new Subscribed(subscription));
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(DataBuffer buffer) {
                bytes[0] += buffer.readableByteCount();
                lines[0] += newLines(buffer);
                DataBufferUtils.release(buffer);
                held.getFirst().received++;
            }

            @Override
            protected void hookFinally(reactor.core.publisher.SignalType type) {
                held.getFirst().done = true;
            }
        });
        await().until(() -> !held.isEmpty() && held.getFirst().received == 1);
        // The server waits for the client, and holds no connection meanwhile: three are the store's own.
        var pool = server.bean(io.r2dbc.pool.ConnectionPool.class).getMetrics().orElseThrow();
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> slots.taken() == before + 1 && pool.acquiredSize() <= 3);
        held.getFirst().subscription.request(Long.MAX_VALUE);

        await().atMost(Duration.ofSeconds(30)).until(() -> held.getFirst().done);
        assertThat(lines[0]).isEqualTo(count);
        assertThat(bytes[0]).isGreaterThan(count * 1_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "/events/export, application/x-ndjson",
        "/events, application/x-ndjson",
        "/events/stream, text/event-stream"
    })
    void streams_forbid_proxies_to_gather_them_and_their_head_is_had_without_them(String uri, String type) {
        StreamSlots slots = server.bean("eventLogSlots", StreamSlots.class);
        await().until(() -> slots.taken() == 0);

        server.http()
                .head()
                .uri(uri)
                .accept(MediaType.parseMediaType(type))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(type)
                .expectBody()
                .isEmpty();

        assertThat(slots.taken()).isZero();
        assertThat(server.web()
                        .get()
                        .uri(uri)
                        .accept(MediaType.parseMediaType(type))
                        .retrieve()
                        .toEntityFlux(String.class)
                        .map(response -> {
                            response.getBody().subscribe().dispose();
                            return String.valueOf(response.getHeaders().getFirst("X-Accel-Buffering"));
                        })
                        .block())
                .isEqualTo("no");
    }

    @Test
    void a_live_stream_says_when_to_come_again_and_its_messages_bear_no_name() {
        server.append(order.tags(), order.placed());

        List<ServerSentEvent<String>> first = follow("/events/stream?tag=order:" + order.id(), null)
                .take(1)
                .collectList()
                .block();

        assertThat(first.getFirst().event()).isNull();
        assertThat(server.web()
                        .get()
                        .uri("/events/stream")
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .retrieve()
                        .bodyToFlux(SSE)
                        .blockFirst()
                        .retry())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(first.getFirst().data()).contains("millrace.order.OrderPlaced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events/stream", "/orders/%s/stream"})
    void what_nobody_can_have_seen_is_not_resumed_at(String uri) {
        server.append(order.tags(), order.placed());

        server.http()
                .get()
                .uri(uri.formatted(order.id()))
                .accept(MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_PROBLEM_JSON)
                .header("Last-Event-ID", "999999999")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Last-Event-ID");
    }

    @Test
    void a_live_stream_goes_on_with_what_comes_and_resumes_where_it_was_cut() {
        long before = server.append(order.tags(), order.placed());
        List<String> seen = new CopyOnWriteArrayList<>();
        Disposable connection =
                follow("/events?tag=order:" + order.id(), null).subscribe(event -> seen.add(event.id()));
        await().until(() -> seen.size() == 1);
        server.append(order.tags(), order.reserved());
        await().until(() -> seen.size() == 2);
        connection.dispose();

        server.append(order.tags(), order.requested());
        Disposable again =
                follow("/events?tag=order:" + order.id(), seen.getLast()).subscribe(event -> seen.add(event.id()));
        await().until(() -> seen.size() == 3);
        server.append(order.tags(), order.declined());
        await().until(() -> seen.size() == 4);
        again.dispose();

        assertThat(seen).first().isEqualTo(Long.toString(before));
        assertThat(seen.stream().map(Long::valueOf)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_live_stream_has_no_end_to_ask_for() {
        server.http()
                .get()
                .uri("/events?to=2026-01-01T00:00:00Z")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("to");
    }

    @Test
    void every_type_of_event_has_a_schema_to_look_up() {
        JsonNode types = json("/event-schemas").at("/items");

        assertThat(types).hasSizeGreaterThan(20);
        String path = types.get(0).get("schema").asString().replace("/api/v1", "");
        assertThat(json(path).has("$schema")).isTrue();
        server.http()
                .get()
                .uri("/event-schemas/millrace.order.OrderLost/1")
                .exchange()
                .expectStatus()
                .isNotFound();
        server.http()
                .get()
                .uri("/event-schemas/x..%2F/1")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    /** A time by which the clock has moved on. */
    private static Instant later() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(2);
        await().until(() -> Instant.now().isAfter(now));
        return now;
    }

    private void fill(Tag tag, int count) {
        byte[] payload = ("{\"text\":\"" + "x".repeat(1_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        Flux.range(0, count / 500)
                .concatMap(batch -> server.log()
                        .append(
                                IntStream.range(0, 500)
                                        .mapToObj(i -> new NewEvent(
                                                UUID.randomUUID(),
                                                "millrace.cart.CartOpened",
                                                "1",
                                                Instant.now(),
                                                payload,
                                                Map.of(),
                                                Set.of(tag)))
                                        .toList(),
                                AppendCondition.none()))
                .blockLast();
    }

    private Flux<ServerSentEvent<String>> follow(String uri, String lastEventId) {
        return server.web()
                .get()
                .uri(uri)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(SSE)
                .filter(event -> event.comment() == null);
    }

    private JsonNode json(String uri) {
        byte[] body = server.http()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return JSON.readTree(body);
    }

    private static int newLines(DataBuffer buffer) {
        int count = 0;
        for (int i = 0; i < buffer.readableByteCount(); i++) {
            count += buffer.getByte(buffer.readPosition() + i) == '\n' ? 1 : 0;
        }
        return count;
    }

    private static final class Subscribed {
        final org.reactivestreams.Subscription subscription;
        volatile int received;
        volatile boolean done;

        Subscribed(org.reactivestreams.Subscription subscription) {
            this.subscription = subscription;
        }
    }
}
