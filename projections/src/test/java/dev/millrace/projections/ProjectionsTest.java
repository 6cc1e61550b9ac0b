package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.connections.AdvisoryLock;
import dev.millrace.eventbus.BusEvent;
import dev.millrace.eventbus.Facts;
import dev.millrace.eventbus.Story;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.history.HistorySchema;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.local.LocalServer;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderLine;
import dev.millrace.product.ProductDocument;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductIndex;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.Standings;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.PresentPayload;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class ProjectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};
    static final int PARTITIONS = 4;
    private static final Money PRICE = Money.parse("GBP 4.25");

    private static Servers servers;
    private static ConfigurableApplicationContext process;
    private static ReadModelContents contents;
    private static WebClient http;

    @BeforeAll
    static void start() {
        servers = new Servers();
        process = process();
        contents = new ReadModelContents(
                process.getBean(ReactiveStringRedisTemplate.class),
                process.getBean(ElasticsearchAsyncClient.class),
                process.getBean(Transactions.class));
        http = WebClient.create("http://127.0.0.1:" + process.getEnvironment().getProperty("local.server.port")
                + "/api/v1/admin/projections");
    }

    private static ConfigurableApplicationContext process() {
        return new SpringApplicationBuilder(ProjectionsApplication.class)
                .properties(servers.settings())
                .properties(Map.of("spring.config.name", "projections", "millrace.projections.keep-retired", "2s"))
                .run("--server.port=0");
    }

    @AfterAll
    static void stop() {
        process.close();
        servers.close();
    }

    @Test
    void projections_rebuilt_while_events_flow_hold_what_a_fresh_build_would() {
        var story = Story.of(21, 12, 300);
        int half = story.size() / 2;
        append(story.subList(0, half));
        caughtUp();
        var before = generations();

        for (var projection : ReadModelContents.PROJECTIONS) {
            assertThat(post("/" + projection + "/rebuild")).isEqualTo(202);
            assertThat(post("/" + projection + "/rebuild")).isEqualTo(409);
        }
        for (int from = half; from < story.size(); from += 20) {
            append(story.subList(from, Math.min(story.size(), from + 20)));
        }
        caughtUp();

        var after = generations();
        for (var projection : ReadModelContents.PROJECTIONS) {
            assertThat(after.get(projection)).isGreaterThan(before.get(projection));
            assertSameAsFresh(projection, after.get(projection));
        }
        oldGenerationsGo();
        assertThat(post("/nothing/rebuild")).isEqualTo(404);
    }

    @Test
    void records_of_a_past_version_come_to_what_those_of_the_present_come_to() {
        appendRaw(Story.of(41, 12, 100).stream().map(Facts::ofVersion1).toList());
        append(Story.of(42, 12, 50));
        caughtUp();

        var active = generations();
        for (var projection : ReadModelContents.PROJECTIONS) {
            assertSameAsFresh(projection, active.get(projection), ProjectionsTest::inItsNewestVersion);
        }
    }

    private static BusEvent inItsNewestVersion(BusEvent event) {
        var payload = PresentPayload.of(event.type(), event.version(), event.payload());
        return new BusEvent(
                event.position(),
                event.key(),
                event.id(),
                event.type(),
                payload.version(),
                event.recordedAt(),
                payload.json(),
                event.correlationId(),
                event.causationId());
    }

    @Test
    void a_rebuild_is_carried_through_by_two_instances_of_which_one_ends_in_the_middle() {
        var story = Story.of(22, 12, 300);
        int third = story.size() / 3;
        append(story.subList(0, third));
        caughtUp();
        var before = generations();
        try (var second = process()) {
            append(story.subList(third, 2 * third));
            for (var projection : ReadModelContents.PROJECTIONS) {
                assertThat(post("/" + projection + "/rebuild")).isEqualTo(202);
            }
            assertThat(second.getBean(ProjectionEngine.class).isRunning()).isTrue();
        }
        append(story.subList(2 * third, story.size()));
        caughtUp();

        var after = generations();
        for (var projection : ReadModelContents.PROJECTIONS) {
            assertThat(after.get(projection)).isGreaterThan(before.get(projection));
            assertSameAsFresh(projection, after.get(projection));
        }
        oldGenerationsGo();
    }

    @Test
    void an_index_that_a_process_made_and_had_no_time_to_activate_is_activated_by_the_next() {
        caughtUp();
        var index = ProductIndex.name(generations().get(ProductIndex.PROJECTION));
        var elasticsearch = process.getBean(ElasticsearchAsyncClient.class).indices();
        elasticsearch
                .deleteAlias(delete -> delete.index(index).name(ProductIndex.ALIAS))
                .join();

        var next = process();
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(elasticsearch
                                    .existsAlias(exists -> exists.index(index).name(ProductIndex.ALIAS))
                                    .join()
                                    .value())
                            .isTrue());
        } finally {
            next.close();
        }
    }

    @Test
    void read_models_that_their_servers_lost_under_the_process_answer_no_more_and_are_built_again() {
        var story = Story.of(23, 6, 200);
        int half = story.size() / 2;
        append(story.subList(0, half));
        caughtUp();
        var before = generations();

        Sinks.Empty<Void> release = Sinks.empty();
        AdvisoryLock.holding(
                        process.getBean(ConnectionPool.class).unwrap(),
                        "millrace.generation.live." + (before.get(LiveKeys.PROJECTION) + 1),
                        Duration.ofMillis(100),
                        release.asMono(),
                        held -> release.asMono())
                .subscribe();
        emptyRedis();
        append(story.subList(half, story.size()));
        await().atMost(PATIENCE).until(() -> report(LiveKeys.PROJECTION).lost());
        assertThat(new Standings(process.getBean(ConnectionPool.class)).now().block(PATIENCE))
                .as("what can be read of an emptied Redis")
                .doesNotContainKey(LiveKeys.PROJECTION);
        release.tryEmitEmpty();

        removeIndex(before.get(ProductIndex.PROJECTION));
        process.getBean(Transactions.class)
                .update("drop schema " + HistorySchema.name(before.get(HistorySchema.PROJECTION)) + " cascade")
                .block(PATIENCE);

        var lost = List.of(LiveKeys.PROJECTION, ProductIndex.PROJECTION, HistorySchema.PROJECTION);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations())
                        .allSatisfy((projection, generation) -> assertThat(generation)
                                .as(projection.text())
                                .isEqualTo(before.get(projection) + (lost.contains(projection) ? 1 : 0))));
        assertWhole();
    }

    @Test
    void a_generation_that_is_lost_while_it_is_built_is_given_up_for_the_next() {
        var story = Story.of(24, 6, 200);
        int half = story.size() / 2;
        append(story.subList(0, half));
        caughtUp();
        var before = generations();
        var rebuilt = List.of(LiveKeys.PROJECTION, ProductIndex.PROJECTION);
        for (var projection : rebuilt) {
            // A rebuild waits for all partitions, and this one moves nowhere.
            process.getBean(Transactions.class)
                    .update(
                            "insert into projections.partitions values ($1, $2, $3, 1000000)",
                            projection.text(),
                            PARTITIONS,
                            before.get(projection))
                    .block(PATIENCE);
            assertThat(post("/" + projection + "/rebuild")).isEqualTo(202);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rebuilt)
                        .extracting(it -> report(it).rebuild())
                        .allSatisfy(
                                rebuild -> assertThat(rebuild.partitionsMoved()).isEqualTo(PARTITIONS)));

        emptyRedis();
        removeIndex(before.get(ProductIndex.PROJECTION) + 1);
        append(story.subList(half, story.size()));
        process.getBean(Transactions.class)
                .update("delete from projections.partitions where partition = " + PARTITIONS)
                .block(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations())
                        .allSatisfy((projection, generation) -> assertThat(generation)
                                .as(projection.text())
                                .isEqualTo(before.get(projection) + (rebuilt.contains(projection) ? 2 : 0))));
        assertWhole();
    }

    @Test
    void while_product_search_is_rebuilt_no_search_finds_less_than_before() {
        append(Story.of(28, 60, 400));
        caughtUp();
        var client = process.getBean(ElasticsearchAsyncClient.class);
        client.indices().refresh(all -> all.index(ProductIndex.ALIAS)).join();
        long before = found(client);
        long generation = generations().get(ProductIndex.PROJECTION);

        assertThat(post("/product-search/rebuild")).isEqualTo(202);
        Set<Long> counts = new HashSet<>();
        var switched = new AtomicReference<Instant>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            counts.add(found(client));
            if (switched.get() == null && generations().get(ProductIndex.PROJECTION) > generation) {
                switched.set(Instant.now());
            }
            // And a little beyond: an index that was not refreshed shows all of it within this time.
            return switched.get() != null
                    && Instant.now().isAfter(switched.get().plusSeconds(1));
        });

        assertThat(counts).containsExactly(before);
        oldGenerationsGo();
    }

    private static long found(ElasticsearchAsyncClient client) {
        return client.count(all -> all.index(ProductIndex.ALIAS)).join().count();
    }

    @Test
    void read_models_made_by_another_version_answer_no_more_and_are_built_again() {
        append(Story.of(27, 6, 200));
        caughtUp();
        var before = generations();
        sql("update projections.generations set definition = null where projection <> 'live'");

        try (var _ = process()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(generations())
                            .allSatisfy((projection, generation) -> assertThat(generation)
                                    .as(projection.text())
                                    .isEqualTo(before.get(projection)
                                            + (projection.equals(LiveKeys.PROJECTION) ? 0 : 1))));
            assertWhole();
        }
    }

    private static void assertWhole() {
        caughtUp();
        generations().forEach(ProjectionsTest::assertSameAsFresh);
        for (var projection : ReadModelContents.PROJECTIONS) {
            assertThat(report(projection).parked()).as(projection.text()).isZero();
        }
        oldGenerationsGo();
    }

    private static void removeIndex(long generation) {
        process.getBean(ElasticsearchAsyncClient.class)
                .indices()
                .delete(delete -> delete.index(ProductIndex.name(generation)))
                .join();
    }

    @Test
    void a_bus_that_is_lost_under_the_process_costs_no_event() {
        var story = Story.of(25, 6, 200);
        int half = story.size() / 2;
        append(story.subList(0, half));
        caughtUp();
        var before = generations();

        process.getBean(Admin.class)
                .deleteTopics(List.of((String) servers.settings().get("millrace.bus.topic")))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        append(story.subList(half, story.size()));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(generations())
                        .allSatisfy((projection, generation) ->
                                assertThat(generation).as(projection.text()).isEqualTo(before.get(projection) + 1)));
        assertWhole();
    }

    private static void emptyRedis() {
        process.getBean(ReactiveStringRedisTemplate.class)
                .execute(connection -> connection.serverCommands().flushAll())
                .blockLast(PATIENCE);
    }

    @Test
    void an_event_that_can_not_be_applied_waits_with_those_behind_it_until_it_is_retried() {
        var refused = placed("XX");
        var other = placed("GB");
        caughtUp();
        var orders = HistorySchema.name(generations().get(HistorySchema.PROJECTION)) + ".orders";
        sql("alter table " + orders + " add constraint no_xx check (country <> 'XX')");

        append(List.of(refused, other, new OrderConfirmed(refused.orderId()), new OrderConfirmed(other.orderId())));
        caughtUp();

        assertThat(status(orders, other.orderId())).containsExactly("confirmed");
        assertThat(status(orders, refused.orderId())).isEmpty();
        var parked = parked(HistorySchema.PROJECTION);
        assertThat(parked)
                .extracting(it -> it.get("key"))
                .containsOnly(refused.orderId().toString());
        assertThat(parked).hasSize(2);
        assertThat((String) parked.getFirst().get("cause")).contains("violates");
        assertThat(parked.getLast()).doesNotContainKey("cause");
        assertThat(parked(LiveKeys.PROJECTION)).isEmpty();

        var position = parked.getFirst().get("position");
        assertThat(post("/order-history/parked/" + position + "/retry")).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> Integer.valueOf(2)
                        .equals(parked(HistorySchema.PROJECTION).getFirst().get("attempts")));

        sql("alter table " + orders + " drop constraint no_xx");
        assertThat(post("/order-history/parked/" + position + "/retry")).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status(orders, refused.orderId())).containsExactly("confirmed"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(parked(HistorySchema.PROJECTION)).isEmpty());
        assertThat(post("/order-history/parked/" + position + "/retry")).isEqualTo(404);
    }

    @Test
    void what_is_behind_an_unreadable_event_is_applied_once_that_is_given_up() {
        var sku = new Sku("UNREADABLE");
        var created = new ProductCreated(sku, "Bell", "Rings", PRICE);
        append(List.of(created));
        appendRaw(List.of(
                Facts.of(new ProductPriced(sku, PRICE, PRICE), "not JSON".getBytes(StandardCharsets.UTF_8)),
                Facts.of(new ProductPriced(sku, PRICE.plus(1), PRICE))));
        caughtUp();
        assertThat(price(sku)).isEqualTo(425);
        var parked = parked(ProductIndex.PROJECTION);
        assertThat(parked).hasSize(2);

        assertThat(http.delete()
                        .uri("/product-search/parked/" + parked.getFirst().get("position"))
                        .exchangeToMono(it ->
                                it.releaseBody().thenReturn(it.statusCode().value()))
                        .block(PATIENCE))
                .isEqualTo(202);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(price(sku)).isEqualTo(525));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(parked(ProductIndex.PROJECTION)).isEmpty());
    }

    @Test
    void what_comes_before_an_unreadable_event_of_the_same_batch_is_written() {
        var sku = new Sku("ONE-BATCH");
        var priced = new ProductPriced(sku, PRICE.plus(1), PRICE);
        var batch = List.of(
                arrival(1, sku, Facts.of(new ProductCreated(sku, "Bell", "Rings", PRICE))),
                arrival(2, sku, Facts.of(priced, "not JSON".getBytes(StandardCharsets.UTF_8))),
                arrival(3, sku, Facts.of(priced)));
        long generation = 2_000;
        var writer = writer(ProductIndex.PROJECTION);
        var parked = process.getBean(ParkedTable.class);
        writer.create(generation).block(PATIENCE);
        Set<String> blocked = new HashSet<>();

        new EventApplier(writer, parked)
                .apply(generation, batch, partition -> blocked)
                .block(PATIENCE);

        assertThat(price(generation, sku)).isEqualTo(425);
        assertThat(parked.list(ProductIndex.PROJECTION, generation, 0, 10)
                        .map(it -> it.event().position())
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(2L, 3L);
        writer.drop(generation).block(PATIENCE);
    }

    private static EventApplier.Arrival arrival(long position, Sku sku, NewEvent event) {
        return new EventApplier.Arrival(
                0,
                new BusEvent(
                        position,
                        sku.value(),
                        event.id(),
                        event.type(),
                        event.version(),
                        event.timestamp(),
                        event.payload(),
                        null,
                        null));
    }

    @Test
    void while_elasticsearch_is_down_the_others_go_on_and_product_search_catches_up_afterwards() {
        var before = placed("GB");
        append(List.of(before));
        caughtUp();
        servers.own().kill(LocalServer.ELASTICSEARCH);
        var sku = new Sku("OUTAGE");
        var during = placed("GB");
        append(List.of(new ProductCreated(sku, "Lamp", "Glows", PRICE), during));
        var orders = HistorySchema.name(generations().get(HistorySchema.PROJECTION)) + ".orders";

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status(orders, during.orderId())).containsExactly("pending"));
        assertThat(report(ProductIndex.PROJECTION).lagEvents()).isPositive();
        assertThat(report(ProductIndex.PROJECTION).parked()).isZero();

        servers.own().start(LocalServer.ELASTICSEARCH);
        caughtUp();
        assertThat(price(sku)).isEqualTo(425);
    }

    @Test
    void while_redis_is_full_nothing_is_parked_and_the_live_views_catch_up_afterwards() {
        var before = placed("GB");
        append(List.of(before));
        caughtUp();
        redis("maxmemory", "1");
        append(List.of(placed("GB"), new OrderConfirmed(before.orderId())));
        try {
            await().atMost(PATIENCE)
                    .until(() -> report(HistorySchema.PROJECTION).lagEvents() == 0
                            && report(LiveKeys.PROJECTION).lagEvents() > 0);
            // Long enough for an event that were taken for a bad one.
            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> report(LiveKeys.PROJECTION).parked() == 0
                            && report(LiveKeys.PROJECTION).lagEvents() > 0);
        } finally {
            redis("maxmemory", "0");
        }
        caughtUp();
        assertThat(report(LiveKeys.PROJECTION).parked()).isZero();
        assertSameAsFresh(LiveKeys.PROJECTION, generations().get(LiveKeys.PROJECTION));
    }

    private static void redis(String setting, String value) {
        process.getBean(ReactiveStringRedisTemplate.class)
                .execute(connection -> connection.serverCommands().setConfig(setting, value))
                .blockLast(PATIENCE);
    }

    private static OrderPlaced placed(String country) {
        var order = OrderId.next();
        return new OrderPlaced(
                order,
                CartId.next(),
                null,
                "someone@example.org",
                country,
                List.of(new OrderLine(1, new Sku("A"), "Bell", 2, PRICE)),
                PRICE.multipliedBy(2),
                Instant.now(),
                "tok_approve");
    }

    private static void assertSameAsFresh(Projection projection, long generation) {
        assertSameAsFresh(projection, generation, UnaryOperator.identity());
    }

    /** @param form in which a fresh build is given the events */
    private static void assertSameAsFresh(Projection projection, long generation, UnaryOperator<BusEvent> form) {
        long fresh = generation + 1_000;
        var writer = writer(projection);
        var applier = new EventApplier(writer, process.getBean(ParkedTable.class));
        Set<String> blocked = new HashSet<>();
        writer.create(fresh).block(PATIENCE);
        log().read(Criteria.everything(), 0)
                .map(it -> new EventApplier.Arrival(0, form.apply(BusEvent.of(it))))
                .buffer(500)
                .concatMap(some -> applier.apply(fresh, some, partition -> blocked))
                .blockLast(PATIENCE);
        assertThat(contents.of(projection, generation))
                .as(projection.text())
                .isEqualTo(contents.of(projection, fresh))
                .isNotEmpty();
        writer.drop(fresh).block(PATIENCE);
    }

    private static ReadModelWriter writer(Projection projection) {
        return process.getBeansOfType(ReadModelWriter.class).values().stream()
                .filter(it -> it.projection().equals(projection))
                .findFirst()
                .orElseThrow();
    }

    private static Map<Projection, Long> generations() {
        return process.getBean(GenerationTable.class)
                .all()
                .flatMapIterable(all -> all)
                .filter(it -> it.state() == Generation.State.ACTIVE)
                .collectMap(Generation::projection, Generation::number)
                .block(PATIENCE);
    }

    private static void oldGenerationsGo() {
        await("the old generations go")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                process.getBean(GenerationTable.class).all().block(PATIENCE))
                        .hasSize(ReadModelContents.PROJECTIONS.size()));
    }

    private static void caughtUp() {
        await("projections catch up").atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            var reports =
                    process.getBean(ProjectionReports.class).all().collectList().block(PATIENCE);
            assertThat(reports).hasSize(ReadModelContents.PROJECTIONS.size());
            assertThat(reports).allSatisfy(it -> {
                assertThat(it.lagEvents()).isZero();
                assertThat(it.rebuild()).isNull();
            });
        });
    }

    private static ProjectionReport report(Projection projection) {
        return process.getBean(ProjectionReports.class).of(projection).block(PATIENCE);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> parked(Projection projection) {
        var page = http.get()
                .uri("/" + projection + "/parked")
                .retrieve()
                .bodyToMono(JSON)
                .block(PATIENCE);
        return new ArrayList<>((List<Map<String, Object>>) page.get("items"));
    }

    private static int post(String path) {
        return http.post()
                .uri(path)
                .exchangeToMono(it -> it.releaseBody().thenReturn(it.statusCode()))
                .map(HttpStatusCode::value)
                .block(PATIENCE);
    }

    private static long price(Sku sku) {
        return price(generations().get(ProductIndex.PROJECTION), sku);
    }

    private static long price(long generation, Sku sku) {
        return process.getBean(ElasticsearchAsyncClient.class)
                .get(get -> get.index(ProductIndex.name(generation)).id(sku.value()), ProductDocument.class)
                .join()
                .source()
                .price();
    }

    private static List<String> status(String orders, OrderId order) {
        return process.getBean(Transactions.class)
                .query(
                        row -> String.valueOf(row.get(0, String.class)),
                        "select status from " + orders + " where order_id = $1",
                        order.value())
                .collectList()
                .block(PATIENCE);
    }

    private static void sql(String statement) {
        process.getBean(Transactions.class).update(statement).block(PATIENCE);
    }

    private static void append(List<? extends BusinessEvent> events) {
        appendRaw(events.stream().map(Facts::of).toList());
    }

    private static void appendRaw(List<NewEvent> events) {
        Flux.fromIterable(events)
                .buffer(50)
                .concatMap(some -> log().append(some, AppendCondition.none()))
                .blockLast(PATIENCE);
    }

    private static EventLog log() {
        return process.getBean(EventLog.class);
    }
}
