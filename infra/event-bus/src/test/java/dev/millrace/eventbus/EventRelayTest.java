package dev.millrace.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class EventRelayTest {

    private final TestBus bus = new TestBus();

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void the_bus_carries_every_event_as_stored_and_each_key_in_order_though_the_relay_is_cut_off_and_restarted() {
        var story = Story.of(1, 10, 150);
        int third = story.size() / 3;
        bus.append(story.subList(0, third));
        bus.cutOffTheRelay();
        bus.append(story.subList(third, 2 * third));
        var relay = bus.bean(EventRelay.class);
        relay.stop();
        bus.append(story.subList(2 * third, story.size()));
        bus.cutOffTheRelay();
        relay.start();

        var stored = bus.stored();
        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.firsts()).hasSameSizeAs(stored));
        bus.assertCarried(stored);
    }

    @Test
    void a_watermark_tells_every_partition_that_nothing_is_missing_up_to_the_head() {
        bus.append(Story.of(2, 3, 5));
        long head = bus.log().head().block(TestBus.PATIENCE);

        await().atMost(TestBus.PATIENCE).untilAsserted(() -> {
            assertThat(bus.positions).hasSize(TestBus.PARTITIONS);
            assertThat(bus.positions.values()).containsOnly(head);
        });
    }

    @Test
    void another_instance_takes_over_when_the_relaying_one_ends() {
        try (var second = bus.process()) {
            var story = Story.of(3, 5, 40);
            int half = story.size() / 2;
            bus.append(story.subList(0, half));
            bus.bean(EventRelay.class).stop();
            bus.append(story.subList(half, story.size()));

            await().atMost(TestBus.PATIENCE)
                    .untilAsserted(() -> assertThat(bus.firsts()).hasSameSizeAs(story));
            bus.assertCarried(bus.stored());
            assertThat(second.getBean(EventRelay.class).isRunning()).isTrue();
        }
    }

    @Test
    void an_idle_bus_tells_a_newcomer_where_it_is() {
        bus.append(Story.of(4, 1, 1));
        long head = bus.log().head().block(TestBus.PATIENCE);
        await().atMost(TestBus.PATIENCE).until(() -> bus.positions.size() == TestBus.PARTITIONS);
        bus.consumeAnew("readers", Duration.ofMillis(20), Mono.never());

        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.positions.values())
                        .hasSize(TestBus.PARTITIONS)
                        .containsOnly(head));
    }

    @Test
    void a_consumer_gathers_events_until_somebody_waits_for_them() {
        Sinks.Many<Boolean> awaited = Sinks.many().multicast().directBestEffort();
        bus.consumeAnew(
                "gatherers",
                Duration.ofDays(1),
                Mono.defer(() -> awaited.asFlux().next().then()));
        bus.append(Story.of(6, 3, 5));
        // The first batches come at once, and then it rests for as long as there is nobody.
        await().atMost(TestBus.PATIENCE).until(() -> awaited.currentSubscriberCount() == 1);
        bus.append(Story.of(7, 3, 5));
        bus.append(Story.of(8, 3, 5));
        long head = bus.log().head().block(TestBus.PATIENCE);
        await().during(Duration.ofMillis(500))
                .atMost(TestBus.PATIENCE)
                .until(() -> bus.positions.values().stream().anyMatch(position -> position < head));

        await().atMost(TestBus.PATIENCE).untilAsserted(() -> {
            awaited.tryEmitNext(true);
            assertThat(bus.positions.values()).hasSize(TestBus.PARTITIONS).containsOnly(head);
        });
    }

    @Test
    void a_topic_that_is_removed_under_the_relay_is_made_anew_and_filled_from_the_beginning() {
        var story = Story.of(5, 10, 100);
        int half = story.size() / 2;
        bus.append(story.subList(0, half));
        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.firsts()).hasSize(half));

        bus.bean(Admin.class)
                .deleteTopics(List.of(bus.topic))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        bus.received.clear();
        bus.append(story.subList(half, story.size()));

        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.firsts()).hasSameSizeAs(story));
        bus.assertCarried(bus.stored());
    }
}
