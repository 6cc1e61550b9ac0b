package dev.millrace.eventstore.chain;

import dev.millrace.eventstore.chain.Fault.Kind;
import java.util.Arrays;
import reactor.core.publisher.Mono;

/** A row that is not as appended, before it is known what happened to it. */
sealed interface Suspect {

    Mono<Fault> explained(ChainTable table);

    /** No row at that position. */
    record Gap(long position, long block) implements Suspect {
        @Override
        public Mono<Fault> explained(ChainTable table) {
            return Mono.just(new Fault(Kind.EVENT_MISSING, position, block, "there is no event at this position"));
        }
    }

    /** One row too many at that position. */
    record Surplus(long position, long block) implements Suspect {
        @Override
        public Mono<Fault> explained(ChainTable table) {
            return Mono.just(
                    new Fault(Kind.EVENT_INSERTED, position, block, "there is more than one event at this position"));
        }
    }

    /** The event is right, its tags don't lead to it. */
    record Unindexed(long position, long block) implements Suspect {
        @Override
        public Mono<Fault> explained(ChainTable table) {
            return Mono.just(new Fault(
                    Kind.TAG_INDEX_ALTERED, position, block, "the index lacks at least one of the event's tags"));
        }
    }

    /** Another event than expected. What follows it and where it belongs tell more. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Other(long position, long block, byte[] digest, byte[] expected) implements Suspect {

        @Override
        public Mono<Fault> explained(ChainTable table) {
            Mono<Long> origin = digest.length == 0 ? Mono.empty() : table.whereItBelongs(digest);
            return origin.flatMap(from -> isAt(table, from)
                            .filter(swapped -> swapped)
                            .map(swapped -> fault(
                                    Kind.EVENTS_SWAPPED, "it has changed places with the event of position " + from)))
                    .switchIfEmpty(isAt(table, position + 1)
                            .filter(movedOn -> movedOn)
                            .map(movedOn ->
                                    fault(Kind.EVENT_INSERTED, "the event that belongs here is at the next position")))
                    .switchIfEmpty(origin.map(from -> from == position + 1
                            ? fault(Kind.EVENT_MISSING, "the event of the next position has moved to this one")
                            : fault(Kind.EVENT_ALTERED, "it was overwritten with the event of position " + from)))
                    .switchIfEmpty(Mono.fromSupplier(
                            () -> fault(Kind.EVENT_ALTERED, "the event's content is not what was appended")));
        }

        private Mono<Boolean> isAt(ChainTable table, long other) {
            return table.events(other - 1, other).any(found -> Arrays.equals(found.digest(), expected));
        }

        private Fault fault(Kind kind, String explanation) {
            return new Fault(kind, position, block, explanation);
        }
    }
}
