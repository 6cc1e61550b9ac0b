package dev.millrace.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SparingTokensTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);

    private ConnectionPool pool;
    private PostgresTokenStore stored;

    @BeforeEach
    void open() {
        PostgresAddress address = TestServers.freshDatabase();
        EventStoreMigrations.migrate(address.jdbcUrl(), address.username(), address.password());
        pool = EventStoreConnections.pool(address.r2dbcUrl(), address.username(), address.password(), 5);
        stored = new PostgresTokenStore(pool, "node-a", LONG);
        done(stored.initializeTokenSegments("p", 1, null, null));
        done(stored.fetchToken("p", 0, null));
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void the_first_token_is_stored_at_once_and_the_last_before_the_claim_is_given_back() {
        SparingTokens tokens = new SparingTokens(stored, LONG);
        store(tokens, 1);
        store(tokens, 2);
        store(tokens, 3);
        assertThat(done(stored.fetchToken("p", 0, null))).isEqualTo(token(1));

        done(tokens.releaseClaim("p", 0, null));
        assertThat(done(new PostgresTokenStore(pool, "node-b", LONG).fetchToken("p", 0, null)))
                .isEqualTo(token(3));
    }

    @Test
    void the_latest_token_is_stored_after_a_while() {
        SparingTokens tokens = new SparingTokens(stored, Duration.ofMillis(300));
        store(tokens, 1);
        store(tokens, 2);
        store(tokens, 3);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(done(stored.fetchToken("p", 0, null))).isEqualTo(token(3)));
    }

    @Test
    void a_claim_that_was_lost_comes_out() {
        SparingTokens tokens = new SparingTokens(stored, Duration.ofMillis(1));
        store(tokens, 1);
        PostgresTokenStore thief = new PostgresTokenStore(pool, "node-b", Duration.ZERO);
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(done(thief.fetchToken("p", 0, null))).isEqualTo(token(1)));

        assertThatThrownBy(() -> done(tokens.extendClaim("p", 0, null)))
                .hasCauseInstanceOf(UnableToClaimTokenException.class);
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> store(tokens, 2))
                        .hasCauseInstanceOf(UnableToClaimTokenException.class));
        done(tokens.releaseClaim("p", 0, null));
        assertThat(done(thief.fetchToken("p", 0, null))).isEqualTo(token(1));
    }

    @Test
    void what_was_not_stored_of_an_earlier_claim_is_forgotten() {
        SparingTokens tokens = new SparingTokens(stored, LONG);
        store(tokens, 1);
        store(tokens, 2);
        assertThat(done(tokens.fetchToken("p", 0, null))).isEqualTo(token(1));

        done(tokens.releaseClaim("p", 0, null));
        assertThat(done(stored.fetchToken("p", 0, null))).isEqualTo(token(1));
    }

    private static void store(SparingTokens tokens, long position) {
        done(tokens.storeToken(token(position), "p", 0, null));
    }

    private static TrackingToken token(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }
}
