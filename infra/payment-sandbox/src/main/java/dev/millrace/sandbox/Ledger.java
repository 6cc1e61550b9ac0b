package dev.millrace.sandbox;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The gateway's books: payments, and what was answered under each idempotency key. Operations happen one at a time, in
 * memory; the answer is given once the journal has it. Thread-safe. Grows with the number of payments.
 */
final class Ledger {

    private final Journal journal;
    private final Consumer<Payment> changes;
    private final Map<UUID, Payment> payments = new HashMap<>();
    private final Map<UUID, Integer> failures = new HashMap<>();
    private final Map<String, Answered> answers = new HashMap<>();

    private Ledger(Journal journal, Consumer<Payment> changes) {
        this.journal = journal;
        this.changes = changes;
    }

    /**
     * Opens the books as the journal tells them. Blocks while it is read.
     *
     * @param changes told of each payment that changed, once that is durable; must not block
     */
    static Ledger replay(Journal journal, Consumer<Payment> changes) throws IOException {
        var ledger = new Ledger(journal, changes);
        journal.replay(entry -> ledger.apply(entry, Mono.empty()));
        return ledger;
    }

    synchronized Optional<Payment> find(UUID paymentId) {
        return Optional.ofNullable(payments.get(paymentId));
    }

    /**
     * Performs an operation once. Under a key used before, the first answer is given again, or 422 if something else was
     * asked under it then.
     *
     * @param fingerprint of what is asked
     * @param operation the answer in view of the payment as it stands, if there is one; pure
     */
    synchronized Mono<Answer> perform(
            UUID paymentId, String key, String fingerprint, Function<Optional<Payment>, Answer> operation) {
        Answered before = answers.get(key);
        if (before != null) {
            return before.fingerprint().equals(fingerprint)
                    ? before.durable().thenReturn(before.answer())
                    : Mono.just(Answer.refused(422, "idempotency-key-reused"));
        }
        Optional<Payment> current = find(paymentId);
        Answer answer = operation.apply(current);
        if (answer.status() == 404) {
            return Mono.just(answer);
        }
        var entry = new Entry(paymentId, key, fingerprint, answer);
        Payment after = answer.payment();
        Mono<Void> durable = journal.append(entry);
        if (after != null && !current.equals(Optional.of(after))) {
            durable = durable.doOnSuccess(nothing -> changes.accept(after));
        }
        durable = durable.cache();
        apply(entry, durable);
        return durable.thenReturn(answer);
    }

    /** How often this payment's charge was made to fail. */
    synchronized int failures(UUID paymentId) {
        return failures.getOrDefault(paymentId, 0);
    }

    synchronized Mono<Void> fail(UUID paymentId) {
        var entry = new Entry(paymentId, null, null, null);
        apply(entry, Mono.empty());
        return journal.append(entry);
    }

    private void apply(Entry entry, Mono<Void> durable) {
        Answer answer = entry.answer();
        if (entry.key() == null || entry.fingerprint() == null || answer == null) {
            failures.merge(entry.paymentId(), 1, Integer::sum);
            return;
        }
        answers.put(entry.key(), new Answered(entry.fingerprint(), answer, durable));
        Payment payment = answer.payment();
        if (payment != null) {
            payments.put(payment.paymentId(), payment);
        }
    }

    private record Answered(String fingerprint, Answer answer, Mono<Void> durable) {}
}
