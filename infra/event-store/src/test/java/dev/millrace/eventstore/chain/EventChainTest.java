package dev.millrace.eventstore.chain;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.chain.Verification.Broken;
import dev.millrace.eventstore.chain.Verification.Progress;
import dev.millrace.eventstore.chain.Verification.Sound;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class EventChainTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private TestStore store;
    private PostgresEventLog log;
    private EventChain chain;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        log = store.instance();
        chain = EventChain.on(store.pool());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_empty_store_is_sound_and_writes_blocks() {
        assertThat(chain.state().block(SOON)).isEqualTo(new ChainState(true, ChainHead.START, 0));
        assertThat(chain.head().blockOptional(SOON)).isEmpty();
        assertThat(chain.verify().blockLast(SOON)).isEqualTo(new Sound(ChainHead.START, 0));
    }

    @Test
    void appends_that_share_a_commit_share_a_block_and_refused_ones_are_not_in_it() {
        PostgresEventLog other = store.instance();
        long stored = Flux.range(0, 2_000)
                .flatMap(
                        i -> (i % 2 == 0 ? log : other)
                                .append(
                                        List.of(event("A", "n=" + i % 700), event("B", "m=" + i)),
                                        AppendCondition.unchanged(
                                                dev.millrace.eventstore.Criteria.tagged(
                                                        dev.millrace.eventstore.Tag.of("n", "" + i % 700)),
                                                0))
                                .onErrorResume(error -> reactor.core.publisher.Mono.empty()),
                        256)
                .count()
                .block(SOON);

        assertThat(stored).isEqualTo(700);
        ChainHead head = chain.head().block(SOON);
        assertThat(head.position()).isEqualTo(1_400);
        assertThat(head.block()).isLessThan(400);
        assertThat(chain.verify().blockLast(SOON)).isEqualTo(new Sound(head, 0));
    }

    @Test
    void odd_contents_hash_alike_in_the_database_and_here() {
        log.append(
                        List.of(
                                event("A"),
                                new NewEvent(
                                        UUID.randomUUID(),
                                        "Größe.≠\uD83D\uDE00",
                                        "2.β",
                                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                                        new byte[1 << 20],
                                        Map.of("κ", "\u0000\u001e\u001f"),
                                        Set.of(dev.millrace.eventstore.Tag.of("clé", "ü=\uD83D\uDE00"))),
                                new NewEvent(
                                        new UUID(0, 0),
                                        "B",
                                        "1",
                                        Instant.parse("9999-12-31T23:59:59.123456Z"),
                                        new byte[0],
                                        Map.of(),
                                        Set.of())),
                        AppendCondition.none())
                .block(SOON);

        assertThat(chain.verify().blockLast(SOON))
                .isEqualTo(new Sound(chain.head().block(SOON), 0));
    }

    @Test
    void a_walk_goes_on_from_where_another_got_to() {
        appendMany(25_000);
        List<Verification> whole = chain.verify().collectList().block(SOON);
        assertThat(whole).last().isEqualTo(new Sound(chain.head().block(SOON), 0));
        List<Progress> progress = whole.stream()
                .filter(Progress.class::isInstance)
                .map(Progress.class::cast)
                .toList();
        assertThat(progress).hasSizeGreaterThan(1);
        ChainHead halfway = progress.getFirst().reached();
        assertThat(halfway.position()).isLessThan(25_000);
        appendMany(10);

        List<Verification> rest = chain.verify(halfway, List.of()).collectList().block(SOON);

        ChainHead head = chain.head().block(SOON);
        assertThat(rest).last().isEqualTo(new Sound(head, 0));
        assertThat(rest).hasSizeLessThanOrEqualTo(progress.size() + 1);
        // Proof that it did not walk the first half.
        store.sql(
                "alter table millrace_events.events disable trigger all",
                "update millrace_events.events set payload = 'x' where position in (3, 25003)");
        assertThat(positionOfFault(halfway)).isEqualTo(25_003);
        assertThat(positionOfFault(ChainHead.START)).isEqualTo(3);
    }

    @Test
    void a_walk_takes_no_more_than_is_asked_for_and_may_be_given_up() {
        appendMany(25_000);

        StepVerifier.create(chain.verify(), 1)
                .expectNextMatches(Progress.class::isInstance)
                .thenCancel()
                .verify(SOON);
        assertThat(chain.verify().blockLast(SOON)).isInstanceOf(Sound.class);
    }

    @Test
    void a_walk_among_appends_ends_at_the_head_of_its_beginning() {
        appendMany(5_000);
        Flux<Long> appends = Flux.range(0, 2_000)
                .flatMap(i -> log.append(List.of(event("A", "n=" + i)), AppendCondition.none()), 16);

        List<Verification> verdicts = Flux.range(0, 8)
                .concatMap(i -> chain.verify().last())
                .collectList()
                .zipWith(appends.count())
                .block(SOON)
                .getT1();

        assertThat(verdicts).hasOnlyElementsOfType(Sound.class);
    }

    @Test
    void a_store_that_had_events_before_the_chain_is_sealed_in_steps_while_appends_go_on() {
        chain.disable().block(SOON);
        appendMany(12_000);
        assertThat(chain.verify().blockLast(SOON)).isEqualTo(new Sound(ChainHead.START, 12_000));

        Flux<Long> appends =
                Flux.range(0, 300).flatMap(i -> log.append(List.of(event("A", "n=" + i)), AppendCondition.none()), 4);
        List<Long> sealed = chain.enable()
                .collectList()
                .zipWith(appends.count())
                .block(SOON)
                .getT1();

        assertThat(sealed).startsWith(5_000L, 10_000L);
        ChainState state = chain.state().block(SOON);
        assertThat(state.enabled()).isTrue();
        assertThat(state.events()).isEqualTo(12_300);
        assertThat(state.uncovered()).isZero();
        assertThat(chain.verify().blockLast(SOON)).isEqualTo(new Sound(state.head(), 0));
        assertThat(chain.enable().collectList().block(SOON)).containsExactly(12_300L);
    }

    @Test
    void a_signed_head_survives_as_text_and_is_trusted_by_its_key_only() throws Exception {
        appendMany(3);
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        ChainHead head = chain.head().block(SOON);
        String text = SignedHead.sign(head, keys.getPrivate()).toString();

        SignedHead kept = SignedHead.parse(text);

        assertThat(kept.trustedBy(keys.getPublic())).isEqualTo(head);
        assertThat(chain.verify(ChainHead.START, List.of(kept.trustedBy(keys.getPublic())))
                        .blockLast(SOON))
                .isInstanceOf(Sound.class);
        assertThatThrownBy(() -> kept.trustedBy(others.getPublic())).isInstanceOf(ForgedHeadException.class);
        SignedHead forged = SignedHead.parse(text.replace("position=3", "position=2"));
        assertThatThrownBy(() -> forged.trustedBy(keys.getPublic())).isInstanceOf(ForgedHeadException.class);
        assertThatThrownBy(() -> SignedHead.parse("block=1")).isInstanceOf(IllegalArgumentException.class);
    }

    private long positionOfFault(ChainHead from) {
        return ((Broken) chain.verify(from, List.of()).blockLast(SOON)).fault().position();
    }

    private void appendMany(int count) {
        Flux.range(0, (count + 999) / 1_000)
                .concatMap(part -> log.append(
                        IntStream.range(0, Math.min(1_000, count - part * 1_000))
                                .mapToObj(i -> event("T" + i % 5, "n=" + i % 100))
                                .toList(),
                        AppendCondition.none()))
                .blockLast(SOON);
    }
}
