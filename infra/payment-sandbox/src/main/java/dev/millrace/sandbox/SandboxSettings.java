package dev.millrace.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sandbox behaves.
 *
 * @param folder where the journal is kept; absent for books that a restart forgets
 * @param slowAnswer how long {@code tok_slow} waits before it answers
 * @param silentHold how long the silent tokens hold a connection before they close it without a word
 */
@ConfigurationProperties("millrace.sandbox")
record SandboxSettings(
        @Nullable Path folder,
        @DefaultValue("3s") Duration slowAnswer,
        @DefaultValue("60s") Duration silentHold,
        @DefaultValue Webhooks webhooks) {

    /**
     * Where and how events are told.
     *
     * @param url who is told; nobody if absent
     * @param secret the key of the signatures
     * @param sample the share of events that is told, 0 to 1
     * @param attempts how often an event is tried, the first time included
     * @param firstBackoff pause after the first failed attempt; it doubles from one to the next
     * @param concurrency how many are under way at once
     * @param queue how many may wait; what comes on top is dropped
     */
    record Webhooks(
            @DefaultValue("true") boolean enabled,
            @Nullable String url,
            @DefaultValue("millrace-sandbox-development") String secret,
            @DefaultValue("1.0") double sample,
            @DefaultValue("6") int attempts,
            @DefaultValue("500ms") Duration firstBackoff,
            @DefaultValue("5s") Duration timeout,
            @DefaultValue("16") int concurrency,
            @DefaultValue("10000") int queue) {}
}
