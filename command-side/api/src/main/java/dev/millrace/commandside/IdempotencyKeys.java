package dev.millrace.commandside;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.millrace.http.HttpJson;
import io.r2dbc.spi.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** The keys of all instances, in PostgreSQL. Non-blocking. */
final class IdempotencyKeys {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final CommandSideDatabase database;
    private final IdempotencySettings settings;

    IdempotencyKeys(CommandSideDatabase database, IdempotencySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Asks for the right to run a request. Whoever gets it has it for {@code millrace.idempotency.lease}. */
    Mono<Claim> claim(String caller, IdempotencyKey key, byte[] fingerprint) {
        return Mono.defer(() -> claim(caller, key, fingerprint, UUID.randomUUID()));
    }

    private Mono<Claim> claim(String caller, IdempotencyKey key, byte[] fingerprint, UUID claim) {
        return database.row(
                "SELECT * FROM command_side.claim_idempotency_key($1, $2, $3, $4, $5, $6)",
                statement -> statement
                        .bind(0, caller)
                        .bind(1, key.value())
                        .bind(2, fingerprint)
                        .bind(3, UuidCreator.getTimeOrderedEpochFast())
                        .bind(4, claim)
                        .bind(5, settings.lease().toMillis()),
                row -> claimed(row, claim));
    }

    private static Claim claimed(Row row, UUID claim) {
        String state = text(row, "state");
        return switch (state) {
            case "new", "resumed" -> {
                UUID id = Objects.requireNonNull(row.get("id", UUID.class));
                Instant firstSeen = Objects.requireNonNull(row.get("created_at", OffsetDateTime.class))
                        .toInstant();
                yield new Claim.Ours(id, claim, firstSeen, state.equals("resumed"));
            }
            case "answered" ->
                new Claim.Answered(new StoredAnswer(
                        Objects.requireNonNull(row.get("status", Short.class)),
                        HttpJson.mapper().readValue(text(row, "headers"), HEADERS),
                        Objects.requireNonNull(row.get("body", byte[].class))));
            case "running" -> new Claim.Running();
            case "other" -> new Claim.OtherRequest();
            default -> throw new IllegalStateException("no such state: " + state);
        };
    }

    /** Keeps the answer, unless another run has taken over. */
    Mono<Void> answer(String caller, IdempotencyKey key, Claim.Ours claim, StoredAnswer answer) {
        return database.row(
                        "SELECT 1 AS done FROM command_side.answer_idempotency_key($1, $2, $3, $4, $5, $6)",
                        statement -> statement
                                .bind(0, caller)
                                .bind(1, key.value())
                                .bind(2, claim.claim())
                                .bind(3, (short) answer.status())
                                .bind(4, HttpJson.mapper().writeValueAsString(answer.headers()))
                                .bind(5, answer.body()),
                        row -> row)
                .then();
    }

    /** Lets the next repeat run at once: this run ended without an answer. */
    Mono<Void> release(String caller, IdempotencyKey key, Claim.Ours claim) {
        return database.update(
                        """
                        UPDATE command_side.idempotency_keys SET leased_until = clock_timestamp()
                        WHERE caller = $1 AND key = $2 AND claim = $3 AND status IS NULL""",
                        statement ->
                                statement.bind(0, caller).bind(1, key.value()).bind(2, claim.claim()))
                .then();
    }

    /** Forgets up to {@code limit} keys that are older than {@code age}; answers with how many. */
    Mono<Long> purge(Duration age, int limit) {
        return database.update(
                """
                DELETE FROM command_side.idempotency_keys WHERE (caller, key) IN (
                    SELECT caller, key FROM command_side.idempotency_keys
                    WHERE created_at < clock_timestamp() - make_interval(secs => $1)
                    ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)""", statement -> statement.bind(0, age.toMillis() / 1000.0).bind(1, limit));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
