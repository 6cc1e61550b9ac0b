package dev.millrace.sandbox;

import dev.millrace.http.SigningSecret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the sandbox behaves. Checked at start: a setting out of bounds is named, and nothing starts.
 *
 * @param folder where the journal is kept; absent for books that a restart forgets
 * @param slowAnswer how long {@code tok_slow} waits before it answers
 * @param silentHold how long the silent tokens hold a connection before they close it without a word
 */
@Validated
@ConfigurationProperties("millrace.sandbox")
record SandboxSettings(
        @Nullable Path folder,
        @DurationMin @DefaultValue("3s") Duration slowAnswer,
        @DurationMin @DefaultValue("60s") Duration silentHold,
        @Valid @DefaultValue Webhooks webhooks) {

    /**
     * Where and how events are told.
     *
     * @param url who is told; nobody if absent
     * @param secret the key of the signatures; may be absent where webhooks aren't enabled
     * @param sample the share of events that is told, 0 to 1
     * @param attempts how often an event is tried, the first time included
     * @param firstBackoff pause after the first failed attempt; it doubles from one to the next
     * @param concurrency how many are under way at once
     * @param queue how many may wait; what comes on top is dropped
     */
    record Webhooks(
            @DefaultValue("true") boolean enabled,
            @Nullable String url,

            @Nullable String secret,

            @DecimalMin("0") @DecimalMax("1") @DefaultValue("1.0")
            double sample,

            @Min(1) @DefaultValue("6") int attempts,
            @DurationMin(millis = 1) @DefaultValue("500ms") Duration firstBackoff,
            @DurationMin(millis = 1) @DefaultValue("5s") Duration timeout,
            @Min(1) @DefaultValue("16") int concurrency,
            @Min(1) @Max(1_000_000) @DefaultValue("10000") int queue) {

        /** What one gets from a file that everyone has signs for everyone. */
        @AssertTrue(message = "must be " + SigningSecret.EXPECTED + ", where webhooks are enabled")
        boolean isSecret() {
            return !enabled || SigningSecret.isFit(secret);
        }
    }
}
