package dev.millrace.commandside;

import dev.millrace.connections.Unavailable;
import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.decision.Changed;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.eventstore.decision.Unchanged;
import dev.millrace.http.Authentication;
import dev.millrace.http.Problem;
import dev.millrace.http.RequestId;
import dev.millrace.http.ReturnPreference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends the commands of requests and answers with their outcome. A request with an idempotency key happens once, on however
 * many instances it arrives and wherever one of them dies; and it happens to its end, though the client may go.
 */
public final class Writes {

    /** Marks the events of a request that bears a key, so that a repeat can find them. */
    static final String MARK = "idempotencyId";

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final Commands commands;
    private final EventLog log;
    private final IdempotencyKeys keys;
    private final CommandSettings settings;
    private final Duration patience;
    private final Duration lease;

    Writes(
            Commands commands,
            EventLog log,
            IdempotencyKeys keys,
            CommandSettings settings,
            IdempotencySettings idempotency) {
        this.commands = commands;
        this.log = log;
        this.keys = keys;
        this.settings = settings;
        this.patience = idempotency.patience();
        this.lease = idempotency.lease();
    }

    /** For requests that may happen any number of times: what they ask for is then so, and stays so. */
    public Mono<ResponseEntity<byte[]>> send(ServerWebExchange exchange, Write write) {
        return Mono.defer(() -> outcome(exchange, metadata(exchange, null), write))
                .flatMap(outcome -> answer(exchange, write, outcome))
                .map(answer -> answer.response(false));
    }

    /**
     * For requests that must happen once.
     *
     * @param key absent where it may be: such a request is sent as by {@link #send}
     * @param write makes the command of an id that is new, and the same whenever this request is repeated
     */
    public Mono<ResponseEntity<byte[]>> once(
            ServerWebExchange exchange, @Nullable IdempotencyKey key, Function<UUID, Write> write) {
        return key == null
                ? send(exchange, write.apply(UUID.randomUUID()))
                : claimed(exchange, key, (claim, lease) -> once(exchange, claim, write.apply(claim.id())));
    }

    private Mono<StoredAnswer> once(ServerWebExchange exchange, Claim.Ours claim, Write write) {
        return outcome(exchange, claim, write).flatMap(outcome -> answer(exchange, write, outcome));
    }

    /**
     * Runs what has a key: once, or its first answer again.
     *
     * @param run one command, or several of which each is sent {@linkplain Lease#during during the lease}
     */
    Mono<ResponseEntity<byte[]>> claimed(
            ServerWebExchange exchange, IdempotencyKey key, BiFunction<Claim.Ours, Lease, Mono<StoredAnswer>> run) {
        if (exchange.getRequest().getHeaders().getOrEmpty(IdempotencyKey.HEADER).size() > 1) {
            return Mono.error(
                    Problem.invalid(IdempotencyKey.HEADER, "there once").exception());
        }
        Preconditions.of(exchange.getRequest().getHeaders());
        Mono<ResponseEntity<byte[]>> work = claim(exchange, key).flatMap(claim -> switch (claim) {
            case Claim.Answered answered -> Mono.just(answered.answer().response(true));
            case Claim.Running ignored -> Mono.error(WriteProblems.inProgress().exception());
            case Claim.OtherRequest ignored -> Mono.error(WriteProblems.reused().exception());
            case Claim.Ours ours ->
                kept(exchange, key, ours, Mono.defer(() -> run.apply(ours, lease(exchange, key, ours))))
                        .map(answer -> answer.response(false));
        });
        // Detached from the client: one that hangs up must not leave a request half done.
        return Mono.defer(() -> Mono.fromFuture(work.toFuture(), true));
    }

    private Mono<Claim> claim(ServerWebExchange exchange, IdempotencyKey key) {
        String caller = Authentication.callerOf(exchange).name();
        Mono<Claim> claim = keys.claim(caller, key, Fingerprint.of(exchange));
        return Mono.defer(() -> patiently(claim, FIRST_PAUSE, System.nanoTime() + patience.toNanos()));
    }

    /** Waits a little for a run that is under way: its answer is better than being asked to come again. */
    private static Mono<Claim> patiently(Mono<Claim> claim, Duration pause, long deadline) {
        return claim.flatMap(found -> found instanceof Claim.Running && System.nanoTime() + pause.toNanos() < deadline
                ? Mono.delay(pause).then(Mono.defer(() -> patiently(claim, pause.multipliedBy(2), deadline)))
                : Mono.just(found));
    }

    private Lease lease(ServerWebExchange exchange, IdempotencyKey key, Claim.Ours claim) {
        String caller = Authentication.callerOf(exchange).name();
        return new Lease(lease, settings.timeout(), claim.asked(), keys.renew(caller, key, claim));
    }

    private Mono<StoredAnswer> kept(
            ServerWebExchange exchange, IdempotencyKey key, Claim.Ours claim, Mono<StoredAnswer> answer) {
        String caller = Authentication.callerOf(exchange).name();
        return answer.flatMap(given -> keys.answer(caller, key, claim, given)
                        .onErrorResume(failure -> {
                            // The answer stands all the same; a repeat will find the events.
                            LOG.warn("Could not keep the answer to an idempotency key: {}", failure.toString());
                            return Mono.empty();
                        })
                        .thenReturn(given))
                .doOnError(failure -> {
                    if (!(failure instanceof TimeoutException)) {
                        releaseInBackground(caller, key, claim);
                    }
                });
    }

    /** What came of it in an earlier run, or else comes of it now. */
    Mono<Outcome> outcome(ServerWebExchange exchange, Claim.Ours claim, Write write) {
        Mono<Outcome> now = outcome(exchange, metadata(exchange, claim.id()), write);
        return claim.resumed()
                ? appendedBefore(claim, write)
                        .<Outcome>map(Outcome.Accepted::new)
                        .switchIfEmpty(now)
                        .timeout(settings.timeout())
                : now;
    }

    /** The position of the last event that an earlier run of the request appended. */
    private Mono<Long> appendedBefore(Claim.Ours claim, Write write) {
        return log.positionAt(claim.firstSeen().minus(CLOCK_TOLERANCE))
                .flatMapMany(after -> log.read(Criteria.tagged(write.tag()), after))
                .filter(event -> claim.id().toString().equals(event.metadata().get(MARK)))
                .reduce(0L, (last, event) -> Math.max(last, event.position()))
                .filter(position -> position > 0);
    }

    private void releaseInBackground(String caller, IdempotencyKey key, Claim.Ours claim) {
        keys.release(caller, key, claim)
                .retryWhen(Retry.backoff(6, Duration.ofMillis(200)))
                .subscribe(
                        done -> {},
                        failure -> LOG.warn("An idempotency key stays claimed for its lease: {}", failure.toString()));
    }

    private Mono<Outcome> outcome(ServerWebExchange exchange, Map<String, String> metadata, Write write) {
        Preconditions preconditions = Preconditions.of(exchange.getRequest().getHeaders());
        return (preconditions.areNone()
                        ? commands.send(write.command(), metadata)
                        : send(write, metadata, preconditions))
                .timeout(settings.timeout());
    }

    private static Mono<StoredAnswer> answer(ServerWebExchange exchange, Write write, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted ->
                Answers.accepted(write.answer(), accepted.position(), preference(exchange));
            case Outcome.Rejected rejected ->
                Mono.just(Answers.problem(RejectionProblems.of(rejected.rejection())
                        .at(exchange.getRequest().getURI().getRawPath(), RequestId.of(exchange))));
        };
    }

    /** Not everything that carries a thing's tag shows in its ETag: whoever was overtaken looks again. */
    private Mono<Outcome> send(Write write, Map<String, String> metadata, Preconditions preconditions) {
        return log.head()
                .flatMap(head -> version(write.changed(), head)
                        .flatMap(version -> preconditions.hold(
                                        version, write.changed().own())
                                ? commands.send(write.command(), metadata, new Unchanged(write.tag(), head))
                                : Mono.error(Preconditions.failed(version).exception())))
                .flatMap(outcome -> outcome instanceof Outcome.Rejected(Changed ignored)
                        ? send(write, metadata, preconditions)
                        : Mono.just(outcome));
    }

    private static Mono<Optional<String>> version(Shown thing, long atLeast) {
        return thing.read().apply(atLeast).map(shown -> shown.version()).singleOptional();
    }

    private static Optional<ReturnPreference> preference(ServerWebExchange exchange) {
        return ReturnPreference.of(exchange.getRequest().getHeaders());
    }

    private static Map<String, String> metadata(ServerWebExchange exchange, @Nullable UUID mark) {
        String correlation = RequestId.of(exchange);
        String actor = Authentication.callerOf(exchange).actor();
        return mark == null
                ? Map.of("correlationId", correlation, Actor.METADATA, actor)
                : Map.of("correlationId", correlation, Actor.METADATA, actor, MARK, mark.toString());
    }

    /** A failure that is an answer of its own: the server is away, or took too long. */
    static @Nullable Problem problemOf(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "command-timeout",
                            "The command took too long; whether it happened is not known. Repeat the request, with the"
                                    + " same idempotency key if it has one.")
                    .retryAfter(Duration.ofSeconds(5));
        }
        return Unavailable.causes(failure).map(Problem::dependencyUnavailable).orElse(null);
    }
}
