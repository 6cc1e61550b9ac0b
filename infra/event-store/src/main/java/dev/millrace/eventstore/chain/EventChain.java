package dev.millrace.eventstore.chain;

import dev.millrace.eventstore.chain.ChainTable.Opening;
import dev.millrace.eventstore.chain.Fault.Kind;
import dev.millrace.eventstore.chain.Verification.Broken;
import dev.millrace.eventstore.chain.Verification.Progress;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The chain of SHA-256 hashes over the log. While it is enabled, the database adds a block to it in the transaction of each batch
 * of appends, whoever appends. In a new store it is enabled; in one that had events before it knew of chains, {@link #enable}
 * begins it.
 *
 * <p>Any thread may call; nothing blocks. Verifying and {@link #state} need a role that may read, the others the owner. Errors of
 * the server come as the driver gives them.
 */
public final class EventChain {

    private static final int SEALED_AT_ONCE = 5_000;

    private final ChainTable table;

    private EventChain(ChainTable table) {
        this.table = table;
    }

    /** @param connections as for the log */
    public static EventChain on(ConnectionFactory connections) {
        return new EventChain(new ChainTable(connections));
    }

    public Mono<ChainState> state() {
        return table.opening()
                .map(opening -> new ChainState(
                        opening.enabled(),
                        opening.last() == null
                                ? ChainHead.START
                                : opening.last().head(),
                        opening.highest()));
    }

    /** The last block, to be signed and kept elsewhere; empty if there is none. */
    public Mono<ChainHead> head() {
        return state().map(ChainState::head).filter(head -> head.block() > 0);
    }

    /**
     * Seals the events that no block covers, as they are now, then has every append write a block. Appends go on meanwhile: the
     * lock is held for 5,000 events at a time. May be called again at any time, also to go on after an interruption.
     *
     * @return the positions up to which events are sealed, as it goes
     */
    public Flux<Long> enable() {
        return Mono.defer(() -> table.seal(SEALED_AT_ONCE))
                .repeat()
                .takeUntil(ChainTable.Sealed::done)
                .map(ChainTable.Sealed::upTo);
    }

    /** Appends write no blocks from now on, until {@link #enable} seals what has come meanwhile. */
    public Mono<Void> disable() {
        return table.disable();
    }

    /** {@link #verify(ChainHead, Collection)} from the beginning, with nothing but the chain itself to go by. */
    public Flux<Verification> verify() {
        return verify(ChainHead.START, List.of());
    }

    /**
     * Walks the chain up to its head as of now and compares every event with it. Emits {@link Progress} about every 20,000
     * events, then one verdict; stops at the first fault. Appends go on meanwhile. Memory is bounded: the blocks of that
     * many events and some 8 MiB of rows, or a few tens of rows if they are larger.
     *
     * <p>The chain alone can't tell that it was cut off at its end, or written anew from some block on: heads kept elsewhere do.
     *
     * @param from where an earlier walk got to; {@link ChainHead#START} for all
     * @param kept heads taken earlier, in any order
     */
    public Flux<Verification> verify(ChainHead from, Collection<ChainHead> kept) {
        Map<Long, ChainHead> ahead = new HashMap<>();
        for (ChainHead head : kept) {
            ChainHead other = ahead.putIfAbsent(head.block(), head);
            if (other != null && !other.equals(head)) {
                return Flux.error(
                        new IllegalArgumentException("Two heads of one block differ: " + other + ", " + head));
            }
        }
        return table.opening()
                .flatMapMany(opening -> before(from, kept, opening)
                        .<Verification>map(Broken::new)
                        .flux()
                        .switchIfEmpty(Flux.defer(() -> {
                            ChainWalk walk = new ChainWalk(table, opening, from, ahead);
                            return Mono.defer(walk::next)
                                    .repeat()
                                    .takeUntil(verification -> !(verification instanceof Progress));
                        })));
    }

    /** What can be said of the part that this walk leaves out. */
    private Mono<Fault> before(ChainHead from, Collection<ChainHead> kept, Opening opening) {
        if (opening.lowest() < 1) {
            return Mono.just(new Fault(Kind.EVENT_INSERTED, opening.lowest(), 0, "positions start at 1"));
        }
        Flux<ChainHead> known = Flux.concat(
                Flux.fromIterable(kept).filter(head -> head.block() > 0 && head.block() < from.block()),
                Mono.just(from).filter(head -> head.block() > 0));
        return known.concatMap(head -> table.block(head.block())
                        .singleOptional()
                        .mapNotNull(block -> ChainWalk.different(head, block.orElse(null))))
                .next();
    }
}
