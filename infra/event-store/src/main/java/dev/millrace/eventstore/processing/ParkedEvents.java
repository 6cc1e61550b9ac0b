package dev.millrace.eventstore.processing;

import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The events that handlers could not digest, with those that wait behind them. Non-blocking, thread-safe; publishers are cold, and fail
 * with {@link dev.millrace.eventstore.EventStoreUnavailableException} while the server can't be reached. What is told is that of all
 * instances; a retry needs the processor's handlers in this one, whether or not it owns the segment.
 *
 * <p>A processor is named as configured; the second component of one, if it has several, {@code name[1]}, and so on.
 */
public final class ParkedEvents {

    private static final int PAGE = 200;

    private final ParkedPages pages;
    private final ParkingTable table;
    private final Map<String, Component> components;

    ParkedEvents(ParkedPages pages, ParkingTable table, Map<String, Component> components) {
        this.pages = pages;
        this.table = table;
        this.components = components;
    }

    /** How much is parked, of processors that have something parked. */
    public Flux<ParkedCount> counts() {
        return pages.counts();
    }

    /**
     * Sequences in the order of their names.
     *
     * @param after where the page begins: beyond that name; {@code ""} for the first
     * @param limit how many at most
     */
    public Flux<ParkedSequence> sequences(String processor, String after, int limit) {
        return pages.sequences(processor, after, limit);
    }

    /**
     * Events of a sequence in the order in which they will be handed on.
     *
     * @param after where the page begins: beyond that position; 0 for the first
     * @param limit how many at most
     */
    public Flux<ParkedEvent> events(String processor, String sequence, long after, int limit) {
        return pages.page(processor, sequence, after, limit);
    }

    /**
     * Hands the events of the sequence to the handlers, one after the other, each in a unit of work of its own, until none waits or one
     * fails again. What comes meanwhile waits behind and is handed on too. Each is taken away when it was handled: after a crash it may be
     * handed on once more. Goes on to its end if the subscriber gives up.
     *
     * @return fails with {@link RetryUnderWayException} if another retry is, with what passes by itself (the sequence stays parked), and
     *     with {@link IllegalArgumentException} if the processor doesn't park in this process
     */
    public Mono<Retried> retry(String processor, String sequence) {
        return Mono.fromFuture(
                () -> attempt(processor, sequence)
                        .switchIfEmpty(Mono.defer(() -> notClaimed(processor, sequence)))
                        .toFuture(),
                true);
    }

    /** Retries every sequence of the processor, one after the other, those under way elsewhere left out. */
    public Flux<Retried> retryAll(String processor) {
        return sequences(processor, "", PAGE)
                .collectList()
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : sequences(processor, page.getLast().sequence(), PAGE).collectList())
                .concatMapIterable(page -> page)
                .concatMap(
                        parked -> Mono.fromFuture(
                                () -> attempt(processor, parked.sequence()).toFuture(), true),
                        1);
    }

    private Mono<Retried> attempt(String processor, String sequence) {
        return Mono.defer(() -> {
            Component component = components.get(processor);
            if (component == null || component.parking() == null) {
                return Mono.error(new IllegalArgumentException(
                        "No processor " + processor + " parks in this process; those that do: " + components.keySet()));
            }
            return new Retry(component, sequence, component.parking(), table).run();
        });
    }

    private Mono<Retried> notClaimed(String processor, String sequence) {
        return table.claimedBy(processor, sequence)
                .flatMap(node -> Mono.<Retried>error(
                        new RetryUnderWayException("Sequence " + sequence + " of processor " + processor
                                + " is being retried by " + (node.isEmpty() ? "somebody just gone" : node))))
                .defaultIfEmpty(new Retried(processor, sequence, 0, null));
    }

    /**
     * Gives up all that waits of the sequence; events that come from then on are handled as ever.
     *
     * @return how many; fails with {@link RetryUnderWayException} while they are being retried
     */
    public Mono<Long> discard(String processor, String sequence) {
        return table.discard(processor, sequence, null).switchIfEmpty(underWay(processor, sequence));
    }

    /**
     * Gives up one event. If others of its sequence wait, they go on waiting for a retry.
     *
     * @return whether it was there; fails with {@link RetryUnderWayException} while its sequence is being retried
     */
    public Mono<Boolean> discard(String processor, String sequence, long position) {
        return table.discard(processor, sequence, position)
                .switchIfEmpty(underWay(processor, sequence))
                .map(taken -> taken > 0);
    }

    private static Mono<Long> underWay(String processor, String sequence) {
        return Mono.error(() -> new RetryUnderWayException(
                "Sequence " + sequence + " of processor " + processor + " is being retried"));
    }
}
