package dev.millrace.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal: an operation that was answered, or an attempt that failed on purpose.
 *
 * @param key the idempotency key; absent for a failed attempt, whose key is free to be tried again
 * @param fingerprint hash of what was asked under the key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Entry(
        UUID paymentId,
        @Nullable String key,
        @Nullable String fingerprint,
        @Nullable Answer answer) {}
