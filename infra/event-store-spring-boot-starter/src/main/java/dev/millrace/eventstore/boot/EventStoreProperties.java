package dev.millrace.eventstore.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code millrace.event-store.*}.
 *
 * @param enabled false leaves everything to the application
 * @param url {@code r2dbc:postgresql://host:port/database}; if null, the application's {@code ConnectionFactory} is used, then
 *     {@code spring.r2dbc.url}
 * @param username null to use {@code spring.r2dbc.username}, if the URL is Spring's, or what the URL says
 * @param poolSize connections at most, of a pool made here
 * @param queueCapacity appends that may wait
 * @param node name of this process as owner of tokens, unlike any other's on the database; null for one that is random
 * @param longestLag events the tail may be behind before health says so
 */
@ConfigurationProperties("millrace.event-store")
record EventStoreProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("20") int poolSize,
        @DefaultValue("10000") int queueCapacity,
        @Nullable String node,
        @DefaultValue("10000") long longestLag,
        @DefaultValue Migrations migrations,
        @DefaultValue Tokens tokens,
        @DefaultValue Processors processors,
        @DefaultValue Parking parking,
        @DefaultValue Erasing erasure) {

    /**
     * @param enabled whether the schema is made and updated at start
     * @param url JDBC; null to derive it from the R2DBC URL
     * @param username who will own the schema; null for the same as the application
     */
    record Migrations(
            @DefaultValue("true") boolean enabled,
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {}

    /** @param claimTimeout after which a claim that was not renewed may be taken over */
    record Tokens(@DefaultValue("10s") Duration claimTimeout) {}

    /**
     * Of streaming processors, one for each bean with event handlers.
     *
     * @param segments that a new processor is divided into
     * @param batchSize events for which the token is stored once; without parking also handled in one unit of work, and as Axon 5.0.1 awaits
     *     only the last one's result (ADR 0050), more than one is for handlers that are done when they return and do not fail
     */
    record Processors(
            @DefaultValue("4") int segments,
            @DefaultValue("1") int batchSize) {}

    /**
     * Of events that handlers can't digest. A bean of type {@link dev.millrace.eventstore.processing.ParkingSettings} goes first.
     *
     * @param enabled for all processors; each needs a sequencing policy, or all its events wait behind one that fails
     * @param maxSequences of a processor
     * @param maxEvents of a sequence
     * @param retryTimeout after which a retry that gave no sign of life may be taken over
     * @param countedEvery how often the meters count
     */
    record Parking(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("1024") int maxSequences,
            @DefaultValue("1024") int maxEvents,
            @DefaultValue("30s") Duration retryTimeout,
            @DefaultValue("30s") Duration countedEvery) {}

    /**
     * Of what is personal in events. Without master keys nothing is encrypted, and events with personal fields are refused at start. A bean of
     * type {@link dev.millrace.eventstore.erasure.Erasure} goes first.
     *
     * @param masterKeys {@code id:key}, several separated by commas, the newest first; to be set by the environment
     * @param marker read in place of erased texts
     * @param keysKept how long a key may be used after it was last read
     * @param keysInMemory how many keys are kept at most
     */
    record Erasing(
            @Nullable String masterKeys,
            @DefaultValue("[erased]") String marker,
            @DefaultValue("30s") Duration keysKept,
            @DefaultValue("10000") int keysInMemory) {

        /** Without the keys. */
        @Override
        public String toString() {
            return "Erasing[marker=" + marker + ", keysKept=" + keysKept + ", keysInMemory=" + keysInMemory + "]";
        }
    }
}
