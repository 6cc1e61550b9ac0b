package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.chain.ChainHead;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.Verification;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImmutabilityTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        store.instance()
                .append(List.of(event("A", "x=1")), AppendCondition.none())
                .block(SOON);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void neither_the_owner_nor_a_superuser_changes_what_has_happened_by_mistake() {
        TestStore superuser = store.superuser();
        for (String change : List.of(
                "update millrace_events.events set type = 'B'",
                "delete from millrace_events.events",
                "truncate millrace_events.events",
                "truncate millrace_events.events cascade",
                "merge into millrace_events.events e using (select 1) o on true when matched then delete",
                "insert into millrace_events.events select * from millrace_events.events"
                        + " on conflict (position) do update set type = 'B'",
                "update millrace_events.event_tags set tag = 'x=2'",
                "delete from millrace_events.event_tags",
                "truncate millrace_events.event_tags",
                "update millrace_events.blocks set hash = ''",
                "delete from millrace_events.blocks",
                "truncate millrace_events.blocks")) {
            assertThatThrownBy(() -> store.sql(change)).hasMessageContaining("only ever appended");
            assertThatThrownBy(() -> superuser.sql(change)).hasMessageContaining("only ever appended");
            assertThatThrownBy(() -> superuser.sql("set session_replication_role = replica", change))
                    .hasMessageContaining("only ever appended");
        }
    }

    @Test
    void an_application_that_does_not_own_the_store_uses_it_and_can_do_nothing_else() {
        TestStore superuser = store.superuser();
        superuser.sql(
                "drop role if exists shop_application",
                "create role shop_application login password 'secret' nosuperuser nocreatedb");
        EventStoreMigrations.grantUse(
                store.address().jdbcUrl(),
                store.address().username(),
                store.address().password(),
                "shop_application");
        try (TestStore application = store.as("shop_application", "secret")) {
            PostgresEventLog log = application.instance();

            assertThat(log.append(
                                    List.of(event("B", "x=1")),
                                    AppendCondition.unchanged(Criteria.tagged(Tag.of("x", "1")), 1))
                            .block(SOON))
                    .isEqualTo(2);
            assertThat(log.read(Criteria.tagged(Tag.of("x", "1")), 0).count().block(SOON))
                    .isEqualTo(2);
            assertThat(log.tail(Criteria.everything(), 0).take(2).count().block(SOON))
                    .isEqualTo(2);
            assertThat(log.positionAt(java.time.Instant.EPOCH).block(SOON)).isZero();
            EventChain chain = EventChain.on(application.pool());
            assertThat(chain.verify(ChainHead.START, List.of()).blockLast(SOON)).isInstanceOf(Verification.Sound.class);
            PostgresTokenStore tokens = new PostgresTokenStore(application.pool(), "node", SOON);
            assertThat(tokens.initializeTokenSegments("p", 1, null, null)).succeedsWithin(SOON);
            assertThat(tokens.fetchToken("p", 0, null)).succeedsWithin(SOON);
            assertThat(tokens.deleteToken("p", 0, null)).succeedsWithin(SOON);
            application.sql(
                    "insert into millrace_events.snapshots (boundary, tag, shape, position, state) values ('b', 't', 's', 1, '')",
                    "delete from millrace_events.snapshots");

            for (String forbidden : List.of(
                    "update millrace_events.events set type = 'C'",
                    "delete from millrace_events.events",
                    "truncate millrace_events.events",
                    "insert into millrace_events.events select position + 10, gen_random_uuid(), type, version, ts, payload,"
                            + " metadata, tags from millrace_events.events",
                    "insert into millrace_events.event_tags values ('x=1', 5)",
                    "insert into millrace_events.blocks select number + 10, 1, 1, now(), '', '' from millrace_events.blocks",
                    "update millrace_events.chain set enabled = false",
                    "delete from millrace_events.chain",
                    "alter table millrace_events.events disable trigger all",
                    "drop table millrace_events.events",
                    "set session_replication_role = replica",
                    "create or replace function millrace_events.refuse_change() returns trigger language plpgsql as"
                            + " $$ begin return null; end $$",
                    "select millrace_events.add_block(3, 3, '')",
                    "select millrace_events.seal(1)",
                    "call millrace_events.grant_use('shop_application')")) {
                assertThatThrownBy(() -> application.sql(forbidden))
                        .as(forbidden)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        } finally {
            superuser.sql("drop owned by shop_application", "drop role shop_application");
        }
    }

    @Test
    void a_store_from_before_the_chain_starts_without_it() {
        try (TestStore old = TestStore.at(dev.millrace.testing.TestServers.freshDatabase())) {
            old.sql("drop schema millrace_events cascade");
            Flyway.configure(EventStoreMigrations.class.getClassLoader())
                    .dataSource(
                            old.address().jdbcUrl(),
                            old.address().username(),
                            old.address().password())
                    .schemas("millrace_events")
                    .locations("classpath:db/millrace_events")
                    .target("2")
                    .load()
                    .migrate();
            old.sql(
                    "insert into millrace_events.events values (1, gen_random_uuid(), 'A', '1', now(), '', '', '{x=1}')");
            old.sql("insert into millrace_events.event_tags values ('x=1', 1)");

            TestStore.at(old.address()).close();

            EventChain chain = EventChain.on(old.pool());
            assertThat(chain.state().block(SOON).enabled()).isFalse();
            assertThat(old.instance()
                            .append(List.of(event("A")), AppendCondition.none())
                            .block(SOON))
                    .isEqualTo(2);
            assertThat(chain.state().block(SOON).uncovered()).isEqualTo(2);
            chain.enable().blockLast(SOON);
            assertThat(chain.verify().blockLast(SOON))
                    .isEqualTo(new Verification.Sound(chain.head().block(SOON), 0));
        }
    }
}
