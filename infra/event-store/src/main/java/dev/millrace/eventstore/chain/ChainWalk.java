package dev.millrace.eventstore.chain;

import dev.millrace.eventstore.chain.ChainTable.Opening;
import dev.millrace.eventstore.chain.Fault.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One walk along the chain, block by block; not shared. Holds the blocks of about 20,000 events and about 8 MiB of rows. */
final class ChainWalk {

    private static final int ROWS_AHEAD = 32;

    private final ChainTable table;
    private final Opening opening;
    private final ChainHead end;
    private final Map<Long, ChainHead> kept;
    private ChainHead reached;

    ChainWalk(ChainTable table, Opening opening, ChainHead from, Map<Long, ChainHead> kept) {
        this.table = table;
        this.opening = opening;
        this.end = opening.last() == null ? ChainHead.START : opening.last().head();
        this.kept = kept;
        this.reached = from;
    }

    /** The next stretch, or the verdict if there is none. */
    Mono<Verification> next() {
        return table.blocks(reached.block(), end.block())
                .collectList()
                .flatMap(blocks -> blocks.isEmpty() ? verdict() : walk(blocks));
    }

    private Mono<Verification> walk(List<Block> blocks) {
        Stretch stretch = new Stretch(reached, kept);
        for (Block block : blocks) {
            Fault fault = stretch.add(block);
            if (fault != null) {
                // What lies before it may be the first fault.
                return compare(stretch).defaultIfEmpty(new Verification.Broken(fault));
            }
        }
        return compare(stretch).switchIfEmpty(Mono.fromSupplier(() -> {
            reached = stretch.end();
            return new Verification.Progress(reached, end);
        }));
    }

    /** Empty if the events are those of the blocks. */
    private Mono<Verification> compare(Stretch stretch) {
        return table.events(reached.position(), stretch.end().position())
                // Hashing is work, and not for the thread that reads from the network.
                .publishOn(Schedulers.parallel(), ROWS_AHEAD)
                .mapNotNull(stretch::suspect)
                .next()
                .switchIfEmpty(Mono.fromSupplier(stretch::missingAtTheEnd))
                .flatMap(suspect -> suspect.explained(table))
                .map(Verification.Broken::new);
    }

    private Mono<Verification> verdict() {
        ChainHead cutOff = kept.values().stream()
                .filter(head -> head.block() > end.block())
                .min(Comparator.comparingLong(ChainHead::block))
                .orElse(null);
        if (reached.block() < end.block()) {
            return broken(
                    Kind.BLOCK_MISSING, reached.position() + 1, reached.block() + 1, "the block went during the walk");
        }
        if (cutOff != null) {
            return broken(
                    Kind.CUT_OFF,
                    reached.position() + 1,
                    reached.block() + 1,
                    "the chain ends at block %d, position %d, though it had reached block %d, position %d"
                            .formatted(end.block(), end.position(), cutOff.block(), cutOff.position()));
        }
        if (opening.enabled() && opening.highest() > end.position()) {
            return broken(
                    Kind.EVENT_INSERTED,
                    end.position() + 1,
                    end.block() + 1,
                    "no block covers it, though every append writes one");
        }
        return table.strayTag()
                .<Verification>map(stray -> new Verification.Broken(new Fault(
                        Kind.TAG_INDEX_ALTERED,
                        stray.position(),
                        0,
                        "the index has the tag %s, the event has not".formatted(stray.tag()))))
                .switchIfEmpty(Mono.fromSupplier(
                        () -> new Verification.Sound(end, Math.max(0, opening.highest() - end.position()))));
    }

    private static Mono<Verification> broken(Kind kind, long position, long block, String explanation) {
        return Mono.just(new Verification.Broken(new Fault(kind, position, block, explanation)));
    }

    static @Nullable Fault different(ChainHead known, @Nullable Block block) {
        if (block == null) {
            return new Fault(Kind.CUT_OFF, known.position(), known.block(), "the block of a known head is gone");
        }
        return block.head().hash().equals(known.hash()) && block.last() == known.position()
                ? null
                : new Fault(
                        Kind.REWRITTEN,
                        block.first(),
                        block.number(),
                        "the hash was %s, up to position %d".formatted(known.hash(), known.position()));
    }
}
