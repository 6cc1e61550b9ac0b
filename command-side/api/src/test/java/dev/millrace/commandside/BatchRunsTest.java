package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches that take longer than the lease of their key, on a store that is slow; and repeats of them meanwhile. */
class BatchRunsTest {

    private static RunningApi api;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start_with_a_short_lease() {
        api = RunningApi.on(
                TestServers.freshDatabase(),
                "--millrace.idempotency.lease=1500ms",
                "--millrace.commands.timeout=1s",
                "--millrace.idempotency.patience=100ms");
        sql("""
                CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_sleep(0.03);
                    RETURN NEW;
                END $$""");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @AfterEach
    void let_the_store_be_fast() {
        sql("DROP TRIGGER IF EXISTS slow ON millrace_events.events");
    }

    private static void slow() {
        sql("CREATE TRIGGER slow BEFORE INSERT ON millrace_events.events FOR EACH ROW EXECUTE FUNCTION public.slow()");
    }

    @Test
    void a_repeat_in_mid_run_waits_for_the_run_however_long_it_takes() {
        List<String> skus = products(150);
        slow();
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> status(receipts(skus)));
        Awaitility.await().until(() -> !received(skus).isEmpty());
        List<Integer> repeats = new ArrayList<>();
        while (!first.isDone()) {
            repeats.add(status(receipts(skus)));
        }
        assertThat(first).isCompletedWithValue(200);
        assertThat(repeats).hasSizeGreaterThan(10).contains(409).isSubsetOf(409, 200);
        assertThat(status(receipts(skus))).isEqualTo(200);
        assertThat(received(skus)).as("150 receipts, each once").hasSize(150).doesNotHaveDuplicates();
    }

    @Test
    void a_run_that_another_has_taken_over_begins_no_more_commands() {
        List<String> skus = products(150);
        slow();
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> status(receipts(skus)));
        Awaitility.await().until(() -> !received(skus).isEmpty());
        sql("UPDATE command_side.idempotency_keys SET claim = gen_random_uuid() WHERE key = '" + key + "'");

        assertThat(first.join()).isEqualTo(409);
        assertThat(received(skus)).hasSizeLessThan(150);
        sql("UPDATE command_side.idempotency_keys SET leased_until = clock_timestamp() WHERE key = '" + key + "'");
        assertThat(status(receipts(skus))).isEqualTo(200);
        assertThat(received(skus)).hasSize(150).doesNotHaveDuplicates();
    }

    private int status(String receipts) {
        return api.post("/stock-receipt-batches", receipts, key)
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private static List<String> products(int count) {
        String run = UUID.randomUUID().toString();
        List<String> skus =
                IntStream.range(0, count).mapToObj(i -> "B" + i + "-" + run).toList();
        api.post(
                        "/product-batches",
                        skus.stream()
                                .map(
                                        sku -> "{\"sku\": \"" + sku
                                                + "\", \"name\": \"A\", \"price\": {\"amount\": \"1.00\", \"currency\": \"GBP\"}}")
                                .collect(Collectors.joining(",", "{\"products\": [", "]}")))
                .expectStatus()
                .isOk();
        return skus;
    }

    private static String receipts(List<String> skus) {
        return skus.stream()
                .map(sku -> "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 2}")
                .collect(Collectors.joining(",", "{\"receipts\": [", "]}"));
    }

    private static List<String> received(List<String> skus) {
        return api.log()
                .read(Criteria.ofTypes("millrace.inventory.StockReceived"), 0)
                .flatMapIterable(StoredEvent::tags)
                .filter(tag -> tag.key().equals("sku"))
                .map(Tag::value)
                .filter(skus::contains)
                .collectList()
                .block(Duration.ofSeconds(10));
    }

    private static void sql(String statement) {
        api.context
                .getBean(CommandSideDatabase.class)
                .update(statement, UnaryOperator.identity())
                .block(Duration.ofSeconds(10));
    }
}
