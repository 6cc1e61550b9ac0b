package dev.millrace.sagas;

import static dev.millrace.sagas.TestShop.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.order.OrderCommand.CancelOrder;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.process.ProcessEvent.ProcessParked;
import dev.millrace.process.ProcessEvent.ProcessRetried;
import dev.millrace.processes.InstanceState;
import dev.millrace.processes.NotParkedException;
import dev.millrace.processes.ProcessInstance;
import dev.millrace.processes.Processes;
import dev.millrace.processes.StepWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/** Orders whose process can't go on, beside others that do. */
class ParkedProcessesTest {

    private static final Sku HEARTS = new Sku("85123A");
    private static final String FULFILMENT = "fulfilment";
    private static final Map<String, String> ADA = Map.of("actor", "person:ada", "correlationId", "ada-s-request");
    private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();
    private static TestShop shop;
    private static ConfigurableApplicationContext instance;
    private static Processes processes;

    /** Fails at steps that are broken. */
    private static final class Breaking implements StepWatch {

        @Override
        public Mono<Void> before(String process, String key, String step) {
            return BROKEN.contains(step)
                    ? Mono.error(() -> new IllegalStateException(step + " is broken"))
                    : Mono.empty();
        }
    }

    @BeforeAll
    static void open() {
        shop = new TestShop();
        shop.stock(HEARTS, 1_000);
        start();
    }

    private static void start() {
        instance = shop.instance(new Breaking());
        processes = instance.getBean(Processes.class);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void one_that_can_not_go_on_is_parked_with_its_cause_and_goes_on_when_it_is_retried() {
        OrderId order = parkedAt("ConfirmOrder");
        OrderId other = shop.order(HEARTS, 1, "tok_approve");
        shop.awaitEvent(other, OrderConfirmed.class);

        ProcessParked parked = shop.event(order, ProcessParked.class);
        assertThat(parked.process()).isEqualTo(FULFILMENT);
        assertThat(parked.code()).isEqualTo("failure");
        assertThat(parked.detail()).contains("ConfirmOrder is broken");
        assertThat(shop.journey(order)).endsWith("PaymentCaptured", "ProcessParked");

        processes.retry(FULFILMENT, order.toString(), "mended", ADA).block(PATIENCE);
        shop.awaitEvent(order, OrderConfirmed.class);
        assertThat(shop.journey(order)).containsOnlyOnce("ProcessParked");
        assertThat(state(order)).isEqualTo(InstanceState.WAITING);
        assertThat(shop.stored(order))
                .filteredOn(event -> event.type().endsWith("ProcessRetried"))
                .singleElement()
                .satisfies(event -> assertThat(event.metadata()).containsAllEntriesOf(ADA));
        assertThatThrownBy(() -> processes
                        .retry(FULFILMENT, order.toString(), "again", ADA)
                        .block(PATIENCE))
                .isInstanceOf(NotParkedException.class);
    }

    @Test
    void what_happens_to_a_parked_one_waits_and_is_done_in_order_after_what_failed() {
        OrderId order = parkedAt("capture");
        shop.send(new CancelOrder(order, "changed my mind"));
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> shop.journey(order).getLast().equals("OrderCancelled"));

        processes.retry(FULFILMENT, order.toString(), "mended", ADA).block(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shop.atGateway(order)).isEqualTo("voided"));
        await().atMost(PATIENCE).until(() -> state(order) == InstanceState.ENDED);
    }

    @Test
    void what_fails_again_is_parked_again() {
        OrderId order = parkedAt("ConfirmOrder");
        BROKEN.add("ConfirmOrder");
        processes.retry(FULFILMENT, order.toString(), "hoping", ADA).block(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> shop.journey(order).stream()
                                .filter("ProcessParked"::equals)
                                .count()
                        == 2);
        BROKEN.clear();
        await().atMost(PATIENCE).until(() -> state(order) == InstanceState.PARKED);
    }

    @Test
    void what_is_skipped_is_left_out_and_what_was_given_up_stays_so() {
        OrderId skipped = parkedAt("ConfirmOrder");
        processes.skip(FULFILMENT, skipped.toString(), "done by hand", ADA).block(PATIENCE);
        await().atMost(PATIENCE).until(() -> state(skipped) == InstanceState.WAITING);
        shop.send(new CancelOrder(skipped, "changed my mind"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shop.atGateway(skipped)).isEqualTo("refunded"));
        assertThat(shop.journey(skipped)).doesNotContain("OrderConfirmed");

        OrderId ended = parkedAt("ConfirmOrder");
        processes.end(FULFILMENT, ended.toString(), "by hand from here", ADA).block(PATIENCE);
        shop.send(new CancelOrder(ended, "changed my mind"));
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> shop.journey(ended).getLast().equals("OrderCancelled"));
        assertThat(shop.atGateway(ended)).isEqualTo("captured");
        assertThat(state(ended)).isEqualTo(InstanceState.ENDED);
        assertThatThrownBy(() ->
                        processes.skip(FULFILMENT, ended.toString(), "no", ADA).block(PATIENCE))
                .isInstanceOf(NotParkedException.class);
    }

    @Test
    void a_parked_one_stays_so_over_the_death_of_its_instance() {
        OrderId order = parkedAt("RequestPayment");
        shop.crash(instance);
        start();

        shop.awaitEvent(shop.order(HEARTS, 1, "tok_approve"), OrderConfirmed.class);
        assertThat(shop.journey(order)).endsWith("StockReserved", "ProcessParked");
        processes.retry(FULFILMENT, order.toString(), "mended", ADA).block(PATIENCE);
        shop.awaitEvent(order, OrderConfirmed.class);
        assertThat(shop.journey(order))
                .containsSubsequence(
                        "ProcessParked",
                        ProcessRetried.class.getSimpleName(),
                        PaymentRequested.class.getSimpleName(),
                        PaymentAuthorised.class.getSimpleName(),
                        PaymentCaptured.class.getSimpleName());
    }

    @Test
    void all_that_are_parked_are_listed_by_their_cause() {
        OrderId one = parkedAt("ReserveStock");
        OrderId two = parkedAt("ReserveStock");

        List<ProcessInstance> listed = processes
                .list(FULFILMENT, InstanceState.PARKED, "failure", 0, "", 200)
                .collectList()
                .block(PATIENCE);
        assertThat(listed).extracting(ProcessInstance::key).contains(one.toString(), two.toString());
        ProcessInstance first = listed.getFirst();
        assertThat(processes
                        .list(FULFILMENT, InstanceState.PARKED, "failure", first.position(), first.key(), 200)
                        .collectList()
                        .block(PATIENCE))
                .containsExactlyElementsOf(listed.subList(1, listed.size()));
        assertThat(processes
                        .list(FULFILMENT, InstanceState.PARKED, "another", 0, "", 200)
                        .collectList()
                        .block(PATIENCE))
                .isEmpty();
        assertThat(processes.parked(FULFILMENT).block(PATIENCE)).isGreaterThanOrEqualTo(2);
    }

    /** An order that can't do a step, which works again once it is parked. */
    private static OrderId parkedAt(String step) {
        BROKEN.add(step);
        OrderId order = shop.order(HEARTS, 1, "tok_approve");
        shop.awaitEvent(order, ProcessParked.class);
        await().atMost(PATIENCE).until(() -> state(order) == InstanceState.PARKED);
        BROKEN.clear();
        return order;
    }

    private static InstanceState state(OrderId order) {
        return processes
                .instance(FULFILMENT, order.toString())
                .map(ProcessInstance::state)
                .block(PATIENCE);
    }
}
