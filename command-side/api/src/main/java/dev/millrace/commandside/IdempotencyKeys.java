package dev.millrace.commandside;

import static dev.millrace.eventstore.Columns.texts;
import static dev.millrace.eventstore.Columns.uuids;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.millrace.eventstore.GroupCommit;
import dev.millrace.http.HttpJson;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** The keys of all instances, in PostgreSQL. Requests that come at the same time share statements. Non-blocking. */
final class IdempotencyKeys {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final CommandSideDatabase database;
    private final IdempotencySettings settings;
    private final GroupCommit<Wanted, Claim> claims = new GroupCommit<>(Wanted::name, this::claim);
    private final GroupCommit<Given, Boolean> answers = new GroupCommit<>(Given::name, this::answer);

    IdempotencyKeys(CommandSideDatabase database, IdempotencySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Asks for the right to run a request. Whoever gets it has it for {@code millrace.idempotency.lease}, and may {@link #renew} it. */
    Mono<Claim> claim(String caller, IdempotencyKey key, byte[] fingerprint) {
        return Mono.defer(() -> claims.write(new Wanted(
                new Name(caller, key.value()),
                HexFormat.of().formatHex(fingerprint),
                UuidCreator.getTimeOrderedEpochFast(),
                UUID.randomUUID(),
                System.nanoTime())));
    }

    private Mono<Function<Wanted, Claim>> claim(List<Wanted> wanted) {
        Map<UUID, Long> asked = wanted.stream().collect(Collectors.toMap(Wanted::claim, Wanted::asked));
        return database.rows(
                        "SELECT * FROM command_side.claim_idempotency_keys($1, $2, $3, $4, $5, $6)",
                        statement -> statement
                                .bind(0, texts(wanted, one -> one.name().caller()))
                                .bind(1, texts(wanted, one -> one.name().key()))
                                .bind(2, texts(wanted, Wanted::fingerprint))
                                .bind(3, uuids(wanted, Wanted::id))
                                .bind(4, uuids(wanted, Wanted::claim))
                                .bind(5, settings.lease().toMillis()),
                        row -> claimed(row, asked))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(found -> one -> Objects.requireNonNull(found.get(one.claim())));
    }

    private static Map.Entry<UUID, Claim> claimed(Row row, Map<UUID, Long> asked) {
        UUID claim = Objects.requireNonNull(row.get("claim", UUID.class));
        String state = text(row, "state");
        return Map.entry(
                claim,
                switch (state) {
                    case "new", "resumed" -> {
                        UUID id = Objects.requireNonNull(row.get("id", UUID.class));
                        Instant firstSeen = Objects.requireNonNull(row.get("created_at", OffsetDateTime.class))
                                .toInstant();
                        yield new Claim.Ours(
                                id,
                                claim,
                                firstSeen,
                                state.equals("resumed"),
                                Objects.requireNonNull(asked.get(claim)));
                    }
                    case "answered" ->
                        new Claim.Answered(new StoredAnswer(
                                Objects.requireNonNull(row.get("status", Short.class)),
                                HttpJson.mapper().readValue(text(row, "headers"), HEADERS),
                                Objects.requireNonNull(row.get("body", byte[].class))));
                    case "running" -> new Claim.Running();
                    case "other" -> new Claim.OtherRequest();
                    default -> throw new IllegalStateException("no such state: " + state);
                });
    }

    /** Keeps the answer, unless another run has taken over. */
    Mono<Void> answer(String caller, IdempotencyKey key, Claim.Ours claim, StoredAnswer answer) {
        return Mono.defer(() -> answers.write(new Given(new Name(caller, key.value()), claim.claim(), answer)))
                .then();
    }

    private Mono<Function<Given, Boolean>> answer(List<Given> given) {
        return database.rows(
                        "SELECT 1 AS done FROM command_side.answer_idempotency_keys($1, $2, $3, $4, $5, $6)",
                        statement -> statement
                                .bind(0, texts(given, one -> one.name().caller()))
                                .bind(1, texts(given, one -> one.name().key()))
                                .bind(2, uuids(given, Given::claim))
                                .bind(
                                        3,
                                        given.stream()
                                                .map(one -> one.answer().status())
                                                .toArray(Integer[]::new))
                                .bind(
                                        4,
                                        texts(
                                                given,
                                                one -> HttpJson.mapper()
                                                        .writeValueAsString(
                                                                one.answer().headers())))
                                .bind(
                                        5,
                                        texts(
                                                given,
                                                one -> new String(one.answer().body(), StandardCharsets.UTF_8))),
                        row -> row)
                .then(Mono.just(one -> true));
    }

    /** Lengthens the right to run a request by as much as it was given for; false if another run has taken over. */
    Mono<Boolean> renew(String caller, IdempotencyKey key, Claim.Ours claim) {
        return database.update(
                        """
                        UPDATE command_side.idempotency_keys
                        SET leased_until = clock_timestamp() + make_interval(secs => $4)
                        WHERE caller = $1 AND key = $2 AND claim = $3 AND status IS NULL""",
                        statement -> statement
                                .bind(0, caller)
                                .bind(1, key.value())
                                .bind(2, claim.claim())
                                .bind(3, settings.lease().toMillis() / 1000.0))
                .map(renewed -> renewed > 0);
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

    /** A caller's key. */
    private record Name(String caller, String key) {}

    private record Wanted(Name name, String fingerprint, UUID id, UUID claim, long asked) {}

    private record Given(Name name, UUID claim, StoredAnswer answer) {}
}
