package dev.millrace.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresTokenStoreTest {

    private static final TrackingToken TOKEN = new GlobalSequenceTrackingToken(42);

    private TestStore store;
    private PostgresTokenStore tokens;
    private PostgresTokenStore otherNode;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        tokens = new PostgresTokenStore(store.pool(), "node-a", Duration.ofSeconds(30));
        otherNode = new PostgresTokenStore(store.pool(), "node-b", Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void segments_are_initialized_once() {
        List<Segment> segments = get(tokens.initializeTokenSegments("p", 3, TOKEN, null));

        assertThat(segments).hasSize(3);
        assertThat(get(tokens.fetchSegments("p", null))).containsExactlyInAnyOrderElementsOf(segments);
        assertThat(get(tokens.fetchToken("p", segments.get(1), null))).isEqualTo(TOKEN);
        assertThatThrownBy(() -> get(tokens.initializeTokenSegments("p", 1, null, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> get(tokens.initializeSegment(null, "p", segments.get(0), null)))
                .hasCauseInstanceOf(UnableToInitializeTokenException.class);
    }

    @Test
    void a_claim_keeps_other_nodes_out_until_it_is_released() {
        get(tokens.initializeTokenSegments("p", 2, null, null));
        assertThat(get(tokens.fetchToken("p", 0, null))).isNull();

        assertThatThrownBy(() -> get(otherNode.fetchToken("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> get(otherNode.storeToken(TOKEN, "p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> get(otherNode.extendClaim("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> get(otherNode.deleteToken("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThat(get(otherNode.fetchAvailableSegments("p", null)))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);

        get(tokens.extendClaim("p", 0, null));
        get(tokens.storeToken(TOKEN, "p", 0, null));
        get(otherNode.releaseClaim("p", 0, null));
        assertThatThrownBy(() -> get(otherNode.fetchToken("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        get(tokens.releaseClaim("p", 0, null));
        assertThat(get(otherNode.fetchToken("p", 0, null))).isEqualTo(TOKEN);
    }

    @Test
    void a_claim_that_is_not_renewed_can_be_taken_over() {
        PostgresTokenStore hasty = new PostgresTokenStore(store.pool(), "node-c", Duration.ofMillis(200));
        get(tokens.initializeTokenSegments("p", 1, TOKEN, null));
        get(tokens.fetchToken("p", 0, null));

        await().ignoreExceptions()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(get(hasty.fetchToken("p", 0, null))).isEqualTo(TOKEN));
        assertThatThrownBy(() -> get(tokens.storeToken(TOKEN, "p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void a_segment_that_was_split_meanwhile_is_not_to_be_had() {
        Segment root = get(tokens.initializeTokenSegments("p", 1, TOKEN, null)).getFirst();
        Segment[] halves = root.split();
        get(tokens.deleteToken("p", 0, null));
        get(tokens.initializeSegment(TOKEN, "p", halves[0], null));
        get(tokens.initializeSegment(TOKEN, "p", halves[1], null));

        assertThatThrownBy(() -> get(tokens.fetchToken("p", root, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThat(get(tokens.fetchToken("p", halves[0], null))).isEqualTo(TOKEN);
        assertThat(get(tokens.fetchSegment("p", 1, null))).isEqualTo(halves[1]);
        assertThat(get(tokens.fetchSegment("p", 7, null))).isNull();
    }

    @Test
    void a_segment_that_was_merged_meanwhile_is_not_to_be_had() {
        Segment[] halves =
                get(tokens.initializeTokenSegments("p", 2, TOKEN, null)).toArray(Segment[]::new);
        Segment whole = halves[0].mergedWith(halves[1]);
        assertThatThrownBy(() -> get(tokens.fetchToken("p", whole, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);

        get(tokens.deleteToken("p", 0, null));
        get(tokens.deleteToken("p", 1, null));
        get(tokens.initializeSegment(TOKEN, "p", whole, null));

        for (Segment half : halves) {
            assertThatThrownBy(() -> get(tokens.fetchToken("p", half, null)))
                    .hasCauseInstanceOf(UnableToClaimTokenException.class);
        }
        assertThat(get(tokens.fetchToken("p", whole, null))).isEqualTo(TOKEN);
    }

    @Test
    void a_segment_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> get(tokens.fetchToken("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> get(tokens.storeToken(TOKEN, "p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> get(tokens.deleteToken("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        assertThat(get(tokens.fetchSegments("p", null))).isEmpty();

        get(tokens.initializeTokenSegments("p", 1, TOKEN, null));
        get(tokens.fetchToken("p", 0, null));
        get(tokens.deleteToken("p", 0, null));

        assertThatThrownBy(() -> get(tokens.fetchToken("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void processors_know_only_their_own_segments() {
        get(tokens.initializeTokenSegments("p", 7, TOKEN, null));
        get(tokens.initializeTokenSegments("q", 2, null, null));
        get(tokens.fetchToken("q", 0, null));

        assertThat(get(otherNode.fetchAvailableSegments("p", null))).hasSize(7);
        assertThat(get(otherNode.fetchAvailableSegments("q", null))).hasSize(1);
        assertThat(get(tokens.fetchAvailableSegments("q", null))).hasSize(2);
        assertThat(get(tokens.fetchSegments("r", null))).isEmpty();
    }

    @Test
    void of_nodes_that_claim_at_the_same_time_one_succeeds() {
        get(tokens.initializeTokenSegments("p", 1, TOKEN, null));
        List<CompletableFuture<TrackingToken>> claims = IntStream.range(0, 8)
                .mapToObj(i -> new PostgresTokenStore(store.pool(), "racer-" + i, Duration.ofSeconds(30)))
                .toList()
                .stream()
                .map(racer -> racer.fetchToken("p", 0, null))
                .toList();

        await().until(() -> claims.stream().allMatch(CompletableFuture::isDone));
        assertThat(claims)
                .filteredOn(claim -> !claim.isCompletedExceptionally())
                .singleElement()
                .satisfies(winner -> assertThat(winner).isCompletedWithValue(TOKEN));
    }

    @Test
    void a_token_may_go_back_to_the_beginning() {
        get(tokens.initializeTokenSegments("p", 1, TOKEN, null));
        get(tokens.fetchToken("p", 0, null));

        get(tokens.storeToken(null, "p", 0, null));

        assertThat(get(tokens.fetchToken("p", 0, null))).isNull();
    }

    @Test
    void wrapped_tokens_come_back_whole() {
        TrackingToken replay = ReplayToken.createReplayToken(TOKEN, new GlobalSequenceTrackingToken(7), "why");
        get(tokens.initializeTokenSegments("p", 1, replay, null));

        assertThat(get(tokens.fetchToken("p", 0, null))).isEqualTo(replay);
    }

    @Test
    void a_store_has_one_identity_for_all_nodes() {
        assertThat(get(tokens.retrieveStorageIdentifier(null)))
                .isNotBlank()
                .isEqualTo(get(otherNode.retrieveStorageIdentifier(null)));
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("failed", e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
