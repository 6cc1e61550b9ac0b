package dev.millrace.eventstore.erasure;

import static dev.millrace.eventstore.erasure.Customers.MASTER_A;
import static dev.millrace.eventstore.erasure.Customers.SOON;
import static dev.millrace.eventstore.erasure.Customers.ada;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.Snapshot;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.Verification;
import dev.millrace.eventstore.erasure.Customers.Email;
import dev.millrace.eventstore.erasure.Customers.Household;
import dev.millrace.eventstore.erasure.Customers.Ordered;
import dev.millrace.eventstore.erasure.Customers.Registered;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasureTest {

    private static final Tag ADA = Tag.of("customer", "1");
    private static final Registered NOBODY = new Registered(
            "1",
            "[erased]",
            null,
            0,
            new Email("nobody@example.invalid"),
            new Household(null, "GB"),
            new BigDecimal("12.50"));

    private TestStore store;
    private Customers customers;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        customers = Customers.in(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_is_personal_is_stored_encrypted_and_read_clear_sourced_and_streamed() throws Throwable {
        customers.append(ada("1"), new Ordered("7", "1", null));

        assertThat(customers.raw().getFirst())
                .doesNotContain("Ada", "Lovelace", "1815", "ada@", "James")
                .contains("\"customer\":\"1\"", "\"country\":\"GB\"", "\"credit\":12.50", "\"full_name\":{\"$sealed\"");
        assertThat(customers.raw().getLast()).isEqualTo("{\"order\":\"7\",\"customer\":\"1\",\"note\":null}");
        assertThat(customers.sourced("customer", "1")).containsExactly(ada("1"), new Ordered("7", "1", null));
        assertThat(customers.streamed(2)).containsExactly(ada("1"), new Ordered("7", "1", null));
        assertThat(Customers.in(store).sourced("customer", "1")).contains(ada("1"));
    }

    @Test
    void once_erased_records_are_read_with_stand_ins_and_nothing_else_has_changed() throws Throwable {
        customers.append(ada("1"), ada("2"), new Ordered("7", "1", "ring twice"));
        List<String> stored = customers.raw();
        EventChain chain = EventChain.on(store.pool());
        Verification before = chain.verify().blockLast(SOON);

        customers.erasure.erase(ADA).block(SOON);

        assertThat(customers.sourced("customer", "1")).containsExactly(NOBODY, new Ordered("7", "1", "[erased]"));
        assertThat(customers.streamed(3)).containsExactly(NOBODY, ada("2"), new Ordered("7", "1", "[erased]"));
        assertThat(Customers.in(store).sourced("order", "7")).containsExactly(new Ordered("7", "1", "[erased]"));
        assertThat(customers.raw()).isEqualTo(stored);
        assertThat(before).isInstanceOf(Verification.Sound.class);
        assertThat(chain.verify().blockLast(SOON)).isEqualTo(before);
        assertThat(customers.erasure.erasedAt(ADA).blockOptional(SOON)).isPresent();
        assertThat(customers.erasure.erasedAt(Tag.of("customer", "2")).blockOptional(SOON))
                .isEmpty();
    }

    @Test
    void other_instances_follow_once_they_let_go_of_the_key() throws Throwable {
        Customers other = new Customers(
                store, ErasureSettings.of(MasterKeys.parse(MASTER_A)).keepingKeys(Duration.ofMillis(500)));
        customers.append(ada("1"));
        assertThat(other.sourced("customer", "1")).containsExactly(ada("1"));

        customers.erasure.erase(ADA).block(SOON);

        Awaitility.await()
                .atMost(SOON)
                .until(() -> other.sourcing("customer", "1").join().equals(List.of(NOBODY)));
        assertThatThrownBy(() -> other.append(ada("1"))).isInstanceOf(ErasedSubjectException.class);
    }

    @Test
    void an_erased_subject_gets_no_new_personal_data_but_what_is_under_way_goes_on() throws Throwable {
        customers.append(ada("1"));
        customers.erasure.erase(ADA).block(SOON);
        customers.erasure.erase(ADA).block(SOON);
        customers.erasure.erase(Tag.of("customer", "never seen")).block(SOON);

        assertThatThrownBy(() -> customers.append(ada("1")))
                .isInstanceOf(ErasedSubjectException.class)
                .hasMessage("customer=1 has been erased: no more personal data of this subject is stored");
        assertThatThrownBy(() -> customers.append(ada("never seen"))).isInstanceOf(ErasedSubjectException.class);
        customers.append(new Ordered("7", "1", "[erased]"), new Ordered("8", "1", null));

        assertThat(customers.sourced("customer", "1"))
                .containsExactly(NOBODY, new Ordered("7", "1", "[erased]"), new Ordered("8", "1", null));
    }

    @Test
    void instances_that_meet_a_subject_at_the_same_time_agree_on_its_key() throws Throwable {
        List<Customers> instances =
                IntStream.range(0, 4).mapToObj(i -> Customers.in(store)).toList();
        CompletableFuture.allOf(IntStream.range(0, 40)
                        .mapToObj(i -> instances.get(i % 4).appended(new Ordered("7", "" + i / 4, "note " + i)))
                        .toArray(CompletableFuture[]::new))
                .get(30, java.util.concurrent.TimeUnit.SECONDS);

        assertThat(customers.sourced("order", "7"))
                .hasSize(40)
                .containsAll(IntStream.range(0, 40)
                        .mapToObj(i -> new Ordered("7", "" + i / 4, "note " + i))
                        .toList());
        assertThat(customers.raw())
                .extracting(raw -> raw.replaceAll(".*\"key\":\"([^\"]+)\".*", "$1"))
                .satisfies(keys -> assertThat(java.util.Set.copyOf(keys)).hasSize(10));
    }

    @Test
    void many_who_read_at_once_do_not_wait_for_each_other_s_connections() throws Throwable {
        int many = 100;
        IntStream.range(0, many)
                .mapToObj(i -> customers.appended(new Ordered("" + i, "" + i, "note " + i)))
                .toList()
                .forEach(CompletableFuture::join);
        Customers fresh = Customers.in(store);

        List<CompletableFuture<List<Object>>> reads = IntStream.range(0, many)
                .mapToObj(i -> fresh.sourcing("customer", "" + i))
                .toList();

        for (int i = 0; i < many; i++) {
            assertThat(reads.get(i).get(10, java.util.concurrent.TimeUnit.SECONDS))
                    .containsExactly(new Ordered("" + i, "" + i, "note " + i));
        }
    }

    @Test
    void snapshots_of_states_that_may_repeat_what_was_erased_are_forgotten_and_no_others() throws Throwable {
        customers.append(ada("1"), new Ordered("7", "1", "ring twice"), new Ordered("8", "1", null));
        Tag secretive = Tag.of("order", "7");
        Tag open = Tag.of("order", "8");
        customers
                .log
                .snapshots()
                .save(List.of(
                        new Snapshot("b", ADA, "s", 1, new byte[1]),
                        new Snapshot("b", secretive, "s", 2, new byte[1]),
                        new Snapshot("b", open, "s", 3, new byte[1])))
                .block(SOON);

        customers.erasure.erase(ADA).block(SOON);

        assertThat(customers
                        .log
                        .snapshots()
                        .load("b", "s", List.of(ADA, secretive, open))
                        .collectList()
                        .block(SOON))
                .extracting(Snapshot::tag)
                .containsExactly(open);
    }

    @Test
    void who_may_use_the_store_may_erase_but_never_revive() throws Throwable {
        TestStore superuser = store.superuser();
        superuser.sql("create role erasing_application login password 'secret'");
        try {
            EventStoreMigrations.grantUse(
                    store.address().jdbcUrl(),
                    store.address().username(),
                    store.address().password(),
                    "erasing_application");
            try (TestStore restricted = store.as("erasing_application", "secret")) {
                Customers application = Customers.in(restricted);
                application.append(ada("1"));
                assertThat(application.sourced("customer", "1")).containsExactly(ada("1"));
                application.erasure.erase(ADA).block(SOON);
                assertThat(application.sourced("customer", "1")).containsExactly(NOBODY);

                assertThatThrownBy(() -> restricted.sql("delete from millrace_events.subject_keys"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> restricted.sql("update millrace_events.subject_keys set destroyed_at = null,"
                                + " master_key = 'a', wrapped_key = 'x'"))
                        .hasMessageContaining("erased subjects stay erased");
            }
        } finally {
            superuser.sql("drop owned by erasing_application", "drop role erasing_application");
        }
    }
}
