package dev.millrace.courses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;

/** The README's example does what the README says. */
class CourseApplicationTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void a_course_fills_up_once_however_many_subscribe_at_the_same_time_and_the_application_goes_on_after_a_restart() {
        PostgresAddress database = TestServers.freshDatabase();
        EventStoreMigrations.migrate(database.jdbcUrl(), database.username(), database.password());
        ConnectionPool pool =
                EventStoreConnections.pool(database.r2dbcUrl(), database.username(), database.password(), 10);
        try (PostgresEventLog log = PostgresEventLog.on(pool)) {
            Attendance attendance = new Attendance();
            AxonConfiguration application = CourseApplication.start(log, pool, attendance);
            CommandGateway commands = application.getComponent(CommandGateway.class);
            send(commands, new CreateCourse("java", 3)).join();

            List<CompletableFuture<?>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                attempts.add(send(commands, new Subscribe("java", "student-" + i)));
            }
            assertThat(attempts.stream().filter(CourseApplicationTest::succeeds))
                    .hasSize(3);
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(attendance.students).containsEntry("java", 3));
            application.shutdown();

            Attendance later = new Attendance();
            AxonConfiguration again = CourseApplication.start(log, pool, later);
            CommandGateway commandsAgain = again.getComponent(CommandGateway.class);
            assertThatThrownBy(() -> send(commandsAgain, new Subscribe("java", "late"))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join())
                    .hasMessageContaining("No place");
            send(commandsAgain, new CreateCourse("rust", 1)).join();
            send(commandsAgain, new Subscribe("rust", "late")).join();
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(later.students).containsEntry("rust", 1));
            assertThat(later.students).as("past events are not handled again").doesNotContainKey("java");
            again.shutdown();
        } finally {
            pool.dispose();
        }
    }

    private static CompletableFuture<?> send(CommandGateway commands, Object command) {
        return commands.send(command).getResultMessage();
    }

    private static boolean succeeds(CompletableFuture<?> attempt) {
        return attempt.orTimeout(30, TimeUnit.SECONDS)
                .handle((ok, error) -> error == null)
                .join();
    }
}
