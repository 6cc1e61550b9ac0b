package dev.millrace.campus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.campus.Campus.Answer;
import dev.millrace.campus.Campus.Board;
import dev.millrace.campus.Campus.Subscribe;
import dev.millrace.campus.Campus.Subscriptions;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.meters.EventStoreMeters;
import dev.millrace.eventstore.meters.ParkingMeters;
import dev.millrace.eventstore.processing.EventProcessors;
import dev.millrace.eventstore.processing.ParkedEvents;
import dev.millrace.eventstore.processing.ReplayFrom;
import dev.millrace.eventstore.processing.Replays;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.eventhandling.processing.streaming.StreamingEventProcessor;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class CampusTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static ConfigurableApplicationContext start(PostgresAddress database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--millrace.event-store.url=r2dbc:postgresql://" + database.host() + ":" + database.port() + "/"
                + database.database());
        arguments.add("--millrace.event-store.username=" + database.username());
        arguments.add("--millrace.event-store.password=" + database.password());
        return new SpringApplicationBuilder(Campus.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    private static void send(ConfigurableApplicationContext application, Object command) {
        application
                .getBean(CommandGateway.class)
                .send(command)
                .getResultMessage()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void an_application_of_a_few_beans_decides_across_tags_projects_and_goes_on_after_a_restart() {
        PostgresAddress database = TestServers.freshDatabase();
        try (ConfigurableApplicationContext first = start(database)) {
            send(first, new Subscribe("java", "ann"));
            assertThatThrownBy(() -> send(first, new Subscribe("java", "bob"))).hasMessageContaining("Taken");
            assertThatThrownBy(() -> send(first, new Subscribe("rust", "ann"))).hasMessageContaining("Taken");
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(first.getBean(QueryGateway.class)
                                    .query(new Subscriptions(), Answer.class)
                                    .orTimeout(30, TimeUnit.SECONDS)
                                    .join()
                                    .studentsByCourse())
                            .containsEntry("java", "ann"));
        }

        try (ConfigurableApplicationContext second = start(database)) {
            assertThatThrownBy(() -> send(second, new Subscribe("java", "bob"))).hasMessageContaining("Taken");
            send(second, new Subscribe("rust", "bob"));
            Board board = second.getBean(Board.class);
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(board.students).containsEntry("rust", "bob"));
            assertThat(board.students).as("handled before the restart").doesNotContainKey("java");
            assertThat(second.getBean(EventLog.class).head().block(SOON)).isEqualTo(2);
        }
    }

    @Test
    void health_and_meters_are_there_for_who_asks() {
        try (ConfigurableApplicationContext application = start(TestServers.freshDatabase())) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            application.getBean(EventStoreMeters.class).bindTo(registry);
            send(application, new Subscribe("java", "ann"));

            assertThat(registry.get("millrace.events.append")
                            .tag("ending", "appended")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(application
                            .getBean("eventStoreHealthIndicator", ReactiveHealthIndicator.class)
                            .health()
                            .block(SOON))
                    .satisfies(health -> {
                        assertThat(health.getStatus()).isEqualTo(Status.UP);
                        assertThat(health.getDetails())
                                .containsEntry("head", 1L)
                                .containsEntry("chained", true);
                    });
        }
    }

    @Test
    void what_a_handler_bean_can_t_digest_is_parked_and_retried_and_the_processor_reset_by_beans() {
        try (ConfigurableApplicationContext application = start(
                TestServers.freshDatabase(),
                "--millrace.event-store.parking.enabled=true",
                "--millrace.event-store.parking.counted-every=50ms")) {
            Board board = application.getBean(Board.class);
            ParkedEvents parked = application.getBean(ParkedEvents.class);
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            application.getBean(ParkingMeters.class).bindTo(registry);
            board.unknownCourse = "cobol";
            send(application, new Subscribe("cobol", "ann"));
            send(application, new Subscribe("java", "bob"));

            Awaitility.await().atMost(SOON).until(() -> board.students.containsKey("java"));
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(registry.find("millrace.events.parked.events")
                                    .tag("processor", "board")
                                    .gauge())
                            .isNotNull()
                            .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(1)));
            board.unknownCourse = "";
            assertThat(parked.retry("board", "cobol").block(SOON).handled()).isEqualTo(1);
            assertThat(board.students).containsEntry("cobol", "ann");

            StreamingEventProcessor processor =
                    application.getBean(EventProcessors.class).processor("board");
            processor.shutdown().orTimeout(30, TimeUnit.SECONDS).join();
            board.students.clear();
            application
                    .getBean(Replays.class)
                    .reset("board", ReplayFrom.beginning())
                    .block(SOON);
            processor.start().orTimeout(30, TimeUnit.SECONDS).join();
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(board.students).containsOnlyKeys("cobol", "java"));
        }
    }
}
