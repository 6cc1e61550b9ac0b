package dev.millrace.eventstore.chain;

import dev.millrace.eventstore.chain.Fault.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some blocks that follow each other, to which the events are then held one by one. */
final class Stretch {

    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Map<Long, ChainHead> kept;
    private ChainHead end;
    private long expected;

    Stretch(ChainHead start, Map<Long, ChainHead> kept) {
        this.end = start;
        this.expected = start.position() + 1;
        this.kept = kept;
    }

    ChainHead end() {
        return end;
    }

    /** Takes the next block, unless it has a fault. */
    @Nullable
    Fault add(Block block) {
        long position = end.position() + 1;
        if (block.number() != end.block() + 1) {
            return new Fault(
                    Kind.BLOCK_MISSING,
                    position,
                    end.block() + 1,
                    "block %d is followed by block %d".formatted(end.block(), block.number()));
        }
        ChainHead known = kept.get(block.number());
        boolean sound = block.isComplete() && block.follows(end);
        if (!sound) {
            return new Fault(
                    Kind.BLOCK_ALTERED,
                    position,
                    block.number(),
                    "the block's hash does not follow from its content and the block before");
        }
        if (block.first() != position) {
            return new Fault(
                    Kind.EVENT_INSERTED,
                    position,
                    block.number(),
                    "no block covers the positions from %d to %d".formatted(position, block.first() - 1));
        }
        if (known != null) {
            Fault rewritten = ChainWalk.different(known, block);
            if (rewritten != null) {
                return rewritten;
            }
        }
        blocks.add(block);
        end = block.head();
        return null;
    }

    /** What is suspicious about the next event, in the order of positions; null if it is as appended. */
    @Nullable
    Suspect suspect(Found found) {
        Block block = block();
        if (block == null || found.position() < expected) {
            return new Suspect.Surplus(found.position(), block == null ? end.block() : block.number());
        }
        if (found.position() > expected) {
            return new Suspect.Gap(expected, block.number());
        }
        if (!block.has(expected, found.digest())) {
            return new Suspect.Other(expected, block.number(), found.digest(), block.digest(expected));
        }
        if (!found.indexed()) {
            return new Suspect.Unindexed(expected, block.number());
        }
        expected++;
        return null;
    }

    /** Null if all events of the blocks were there. */
    @Nullable
    Suspect missingAtTheEnd() {
        Block block = block();
        return block == null ? null : new Suspect.Gap(expected, block.number());
    }

    private @Nullable Block block() {
        while (!blocks.isEmpty() && blocks.getFirst().last() < expected) {
            blocks.removeFirst();
        }
        return blocks.peekFirst();
    }
}
