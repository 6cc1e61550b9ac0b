package dev.millrace.commandside;

import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.http.Entries;
import dev.millrace.http.ProblemException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Many writes in one request, each with an outcome of its own: what is wrong with one stops no other. Only a failure that is none of theirs, such
 * as a server that is away, fails the request, once what it had begun has ended; repeated with its key, it does what was left. A batch may take
 * longer than the lease of its key: it renews it, and stops if another run has taken over.
 */
public final class Batches {

    public static final int MOST_ENTRIES = 500;

    private static final int AT_ONCE = 8;

    private final Writes writes;
    private final Entries entries;

    Batches(Writes writes, Entries entries) {
        this.writes = writes;
        this.entries = entries;
    }

    /**
     * In no order.
     *
     * @param bodies of the single writes
     * @param type what they are read as
     * @param write what each comes to
     */
    public <T> Mono<ResponseEntity<byte[]>> each(
            ServerWebExchange exchange,
            IdempotencyKey key,
            List<JsonNode> bodies,
            Class<T> type,
            Function<T, Write> write) {
        Preconditions.refuse(exchange.getRequest().getHeaders());
        return writes.claimed(exchange, key, (claim, lease) -> {
            FirstFailure failure = new FirstFailure();
            return Flux.range(0, bodies.size())
                    .flatMapSequential(
                            i -> failure.unlessFailed(() -> lease.during(() -> outcome(
                                    exchange,
                                    claim.ofEntry(i),
                                    i,
                                    () -> write.apply(entries.read(bodies.get(i), type))))),
                            AT_ONCE)
                    .collectList()
                    .flatMap(failure::orElse)
                    .map(outcomes -> Answers.batch(new BatchOutcomes(outcomes)));
        });
    }

    private Mono<EntryOutcome> outcome(ServerWebExchange exchange, Claim.Ours claim, int index, Supplier<Write> entry) {
        return Mono.fromSupplier(entry)
                .flatMap(write -> writes.outcome(exchange, claim, write).map(outcome -> switch (outcome) {
                    case Outcome.Accepted accepted -> EntryOutcome.accepted(index, write.answer(), accepted.position());
                    case Outcome.Rejected rejected ->
                        EntryOutcome.refused(index, RejectionProblems.of(rejected.rejection()));
                }))
                .onErrorResume(
                        ProblemException.class, refused -> Mono.just(EntryOutcome.refused(index, refused.problem())));
    }
}
