package dev.millrace.commandside;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** How a request stands that bears an idempotency key. */
sealed interface Claim {

    /**
     * It is ours to run.
     *
     * @param id the same in every run: the id of what it creates, and its mark on its events
     * @param claim of this run alone
     * @param firstSeen when it first came
     * @param resumed whether it ran before, and nobody knows how far
     * @param asked when this run asked for it, as of {@link System#nanoTime()}
     */
    record Ours(UUID id, UUID claim, Instant firstSeen, boolean resumed, long asked) implements Claim {

        /** For one entry of a batch: with an id of its own, the same in every run. */
        Ours ofEntry(int index) {
            byte[] name = (id + "/" + index).getBytes(StandardCharsets.US_ASCII);
            return new Ours(UUID.nameUUIDFromBytes(name), claim, firstSeen, resumed, asked);
        }
    }

    /** It was answered before. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** It is running somewhere at this moment. */
    record Running() implements Claim {}

    /** The key belongs to another request. */
    record OtherRequest() implements Claim {}
}
