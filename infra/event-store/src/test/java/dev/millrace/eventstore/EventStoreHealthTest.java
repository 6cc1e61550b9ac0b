package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.EventStoreHealth.Known;
import dev.millrace.eventstore.EventStoreHealth.Report;
import dev.millrace.eventstore.EventStoreHealth.Status;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class EventStoreHealthTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Report report(PostgresEventLog log) {
        return log.health().check().block(SOON);
    }

    @Test
    void a_store_that_works_is_up_and_tells_head_schema_and_chain() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            log.append(List.of(event("A", "x=1")), AppendCondition.none()).block(SOON);

            Report report = report(log);

            assertThat(report.status()).isEqualTo(Status.UP);
            assertThat(report.known()).isEqualTo(new Known(1, EventStoreMigrations.VERSION, true));
            assertThat(report.vitals().tail().following()).isFalse();
        }
    }

    @Test
    void the_version_that_the_library_needs_is_that_of_the_newest_migration() throws IOException {
        Pattern name = Pattern.compile("V(\\d+)__.*\\.sql");
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/millrace_events"))) {
            assertThat(files.map(file -> name.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .map(matcher -> Integer.valueOf(matcher.group(1))))
                    .as("raise EventStoreMigrations.VERSION with each migration")
                    .contains(EventStoreMigrations.VERSION)
                    .allMatch(version -> version <= EventStoreMigrations.VERSION);
        }
    }

    @Test
    void an_older_schema_is_unfit() {
        try (TestStore store = TestStore.fresh()) {
            store.sql("delete from millrace_events.flyway_schema_history where version::int > 1");

            Report report = report(store.instance());

            assertThat(report.status()).isEqualTo(Status.UNFIT);
            assertThat(report.problem()).contains("version 1");
        }
    }

    @Test
    void a_database_without_the_schema_is_unfit() {
        PostgresAddress empty = TestServers.freshDatabase();
        try (TestStore store = TestStore.on(empty)) {
            Report report = report(store.instance());

            assertThat(report.status()).isEqualTo(Status.UNFIT);
            assertThat(report.problem()).contains("schema millrace_events is missing");
        }
    }

    @Test
    void a_server_that_is_away_is_unreachable() {
        PostgresAddress nowhere = new PostgresAddress("127.0.0.1", 1, "none", "none", "none");
        try (TestStore store = TestStore.on(nowhere)) {
            assertThat(report(store.instance()).status()).isEqualTo(Status.UNREACHABLE);
        }
    }

    @Test
    @SuppressWarnings("try")
    void a_tail_that_does_not_keep_up_is_told() {
        try (TestStore store = TestStore.fresh();
                PostgresEventLog log = PostgresEventLog.on(store.pool())) {
            Disposable reader = log.tail(Criteria.everything(), 0).subscribe();
            log.append(List.of(event("A", "x=1")), AppendCondition.none()).block(SOON);
            Awaitility.await().atMost(SOON).until(() -> log.vitals().tail().position() == 1);
            assertThat(log.health(0).check().block(SOON).status()).isEqualTo(Status.UP);

            log.close();
            store.instance()
                    .append(List.of(event("A", "x=1"), event("A", "x=1")), AppendCondition.none())
                    .block(SOON);

            assertThat(log.health(1).check().block(SOON))
                    .extracting(Report::status, Report::problem)
                    .containsExactly(Status.BEHIND, "The tail of the log is 2 events behind");
            reader.dispose();
        }
    }

    @Test
    void a_role_that_was_granted_the_use_may_ask_and_another_is_told_what_it_lacks() {
        try (TestStore store = TestStore.fresh()) {
            PostgresAddress address = store.address();
            String role = "health_" + address.database();
            store.superuser().sql("create role " + role + " login password 'x'");
            ConnectionPool pool = store.as(role, "x").pool();
            try (PostgresEventLog log = PostgresEventLog.on(pool)) {
                assertThat(report(log).problem()).contains("grant_use");
                EventStoreMigrations.grantUse(address.jdbcUrl(), address.username(), address.password(), role);
                assertThat(report(log).status()).isEqualTo(Status.UP);
            } finally {
                pool.dispose();
            }
        }
    }
}
