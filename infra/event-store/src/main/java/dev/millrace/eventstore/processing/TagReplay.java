package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.WrappedToken;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One replay of the events with a tag, while the processor's segments are held. */
final class TagReplay {

    private final List<Component> components;
    private final List<SegmentToken> segments;
    private final Tag tag;
    private final @Nullable String context;
    private final ParkingTable parking;
    /** By component, then by sequence: from which position on events are parked. */
    private final Map<String, Map<String, Long>> parked = new HashMap<>();

    TagReplay(
            List<Component> components,
            List<SegmentToken> segments,
            Tag tag,
            @Nullable String context,
            ParkingTable parking) {
        this.components = components;
        this.segments = segments;
        this.tag = tag;
        this.context = context;
        this.parking = parking;
    }

    Mono<Long> run() {
        if (segments.stream().anyMatch(SegmentToken::isSplitInTime)) {
            return Mono.error(
                    new IllegalStateException("Segments that were merged have not met yet: start the processor,"
                            + " and try again when it has caught up"));
        }
        long reached = segments.stream().mapToLong(SegmentToken::reached).max().orElse(0);
        return Flux.fromIterable(components)
                .concatMap(component -> parking.firstPositions(component.parkedAs())
                        .doOnNext(positions -> parked.put(component.parkedAs(), positions)))
                .thenMany(Flux.defer(() -> components.getFirst().engine().log().read(Criteria.tagged(tag), 0, reached)))
                .concatMap(this::handOver, 1)
                .reduce(0L, Long::sum);
    }

    /** 1 if a component was given it. */
    private Mono<Long> handOver(StoredEvent event) {
        return components
                .getFirst()
                .engine()
                .messages(Flux.just(event))
                .concatMap(message -> Flux.fromIterable(components)
                        .filter(component -> component.supports(message))
                        .concatMap(component -> handOver(component, event.position(), message)))
                .reduce(0L, (handed, another) -> 1L)
                .onErrorMap(failure -> new ReplayFailedException(
                        "The replay of " + tag + " to processor "
                                + components.getFirst().processor() + " ended at " + event,
                        event.position(),
                        Cause.thrown(failure)));
    }

    private Mono<Boolean> handOver(Component component, long position, EventMessage message) {
        return component.sequenceOf(message).flatMap(sequence -> {
            SegmentToken segment = segments.stream()
                    .filter(token -> token.segment().matches(sequence))
                    .findFirst()
                    .orElse(null);
            long first = Objects.requireNonNull(parked.get(component.parkedAs()))
                    .getOrDefault(SequenceNames.of(sequence), Long.MAX_VALUE);
            if (segment == null || segment.reached() < position || first <= position) {
                return Mono.empty();
            }
            return component
                    .handOver(message, replaying(position, segment.reached()), segment.segment())
                    .thenReturn(true);
        });
    }

    private TrackingToken replaying(long position, long reached) {
        TrackingToken before = ReplayToken.createReplayToken(
                new GlobalSequenceTrackingToken(reached), new GlobalSequenceTrackingToken(position - 1), context);
        return WrappedToken.advance(before, new GlobalSequenceTrackingToken(position));
    }
}
