package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.axon.PostgresTokenStore.Claim;
import dev.millrace.eventstore.axon.StoredEventMessage;
import dev.millrace.eventstore.axon.TokenJson;
import dev.millrace.eventstore.processing.ParkingTable.Place;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.DelegatingEventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.WrappedToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Hands the events of a batch over one after the other, each in a unit of work of its own, and parks what fails and what follows it in
 * its sequence. The batch, and thereby the token, waits until all of it is handled or parked.
 *
 * <p>Which sequences are parked is read once per claim of a segment. While the segment is ours nobody else parks any of its sequences:
 * the database refuses. Others may set one free; that is found out when its next event comes.
 */
final class ParkingComponent extends DelegatingEventHandlingComponent {

    private static final Logger log = LoggerFactory.getLogger(ParkingComponent.class);

    private final Component component;
    private final ParkingSettings settings;
    private final ParkingTable table;
    private final PostgresTokenStore tokens;
    private final TokenJson json = new TokenJson();
    private final Map<Integer, Parked> parked = new ConcurrentHashMap<>();
    private final BatchWork<Handed> batches = new BatchWork<>(_ -> true, this::handle);

    ParkingComponent(Component component, ParkingSettings settings, ParkingTable table, PostgresTokenStore tokens) {
        super(component.handlers());
        this.component = component;
        this.settings = settings;
        this.table = table;
        this.tokens = tokens;
    }

    private record Handed(StoredEventMessage event, Segment segment, String sequence) {

        long position() {
            return event.stored().position();
        }
    }

    /** The sequences of which events are parked, as known since the claim. */
    private record Parked(long claim, Set<String> sequences) {}

    @Override
    public MessageStream.Empty<Message> handle(EventMessage event, ProcessingContext context) {
        if (!(event instanceof StoredEventMessage stored)) {
            return MessageStream.failed(
                    new IllegalStateException("Only events of the event store can be parked, not " + event.type()));
        }
        Segment segment = Segment.fromContext(context).orElse(null);
        if (segment == null) {
            return MessageStream.failed(new IllegalStateException("Only streaming processors can park"));
        }
        Object sequence = sequenceIdentifierFor(event, context);
        // Axon 5.0.1 gives an event to all components of a processor if it is in the segment for one of them.
        if (segment.matches(sequence)) {
            batches.add(new Handed(stored, segment, SequenceNames.of(sequence)), context);
        }
        return MessageStream.empty();
    }

    private Mono<Void> handle(Handed handed) {
        Claim claim = tokens.claim(component.processor(), handed.segment().getSegmentId());
        if (claim == null) {
            return Mono.error(new UnableToClaimTokenException(
                    "Segment " + handed.segment() + " of processor " + component.processor()
                            + " was given back, or was claimed by another token store than parking knows"));
        }
        TrackingToken token = WrappedToken.advance(claim.token(), new GlobalSequenceTrackingToken(handed.position()));
        return sequencesOf(handed.segment(), claim)
                .flatMap(sequences -> sequences.contains(handed.sequence())
                        ? parkBehind(handed, token, sequences)
                        : attempt(handed, token, sequences));
    }

    private Mono<Set<String>> sequencesOf(Segment segment, Claim claim) {
        Parked known = parked.get(segment.getSegmentId());
        if (known != null && known.claim() == claim.number()) {
            return Mono.just(known.sequences());
        }
        return table.names(component.parkedAs()).collectList().map(names -> {
            Set<String> sequences = ConcurrentHashMap.newKeySet();
            sequences.addAll(names);
            parked.put(segment.getSegmentId(), new Parked(claim.number(), sequences));
            return sequences;
        });
    }

    private Mono<Void> attempt(Handed handed, TrackingToken token, Set<String> sequences) {
        return component.handOver(handed.event(), token, handed.segment()).onErrorResume(failure -> {
            Throwable thrown = Cause.thrown(failure);
            if (settings.passing().test(thrown)) {
                return Mono.error(thrown);
            }
            return park(handed, token, Cause.of(thrown)).flatMap(answer -> {
                if (!answer.equals("parked")) {
                    RuntimeException refused = refused(answer, handed);
                    refused.addSuppressed(thrown);
                    return Mono.error(refused);
                }
                sequences.add(handed.sequence());
                log.warn(
                        "{} parks {} of sequence {}: {}",
                        component.parkedAs(),
                        handed.event(),
                        handed.sequence(),
                        thrown.getClass().getName());
                return Mono.empty();
            });
        });
    }

    private Mono<Void> parkBehind(Handed handed, TrackingToken token, Set<String> sequences) {
        return park(handed, token, null).flatMap(answer -> switch (answer) {
            case "parked" -> Mono.empty();
            case "free" -> {
                sequences.remove(handed.sequence());
                yield attempt(handed, token, sequences);
            }
            default -> Mono.error(refused(answer, handed));
        });
    }

    private Mono<String> park(Handed handed, TrackingToken token, @Nullable Cause cause) {
        Place place = new Place(
                component.processor(), handed.segment().getSegmentId(), component.parkedAs(), handed.sequence());
        byte[] replay = ReplayToken.isReplay(token) ? json.write(token) : null;
        return table.park(place, handed.position(), replay, cause, settings);
    }

    private RuntimeException refused(String answer, Handed handed) {
        return switch (answer) {
            case "lost" ->
                new UnableToClaimTokenException("Segment " + handed.segment() + " of processor " + component.processor()
                        + " was taken over: " + handed.event() + " is left to its new owner");
            case "sequences" ->
                new ParkingFullException("Processor " + component.parkedAs() + " has "
                        + settings.maxSequences() + " sequences parked already: " + handed.event()
                        + " can be neither handled nor parked. Retry or discard some.");
            case "events" ->
                new ParkingFullException("Processor " + component.parkedAs() + " has "
                        + settings.maxEvents() + " events of sequence " + handed.sequence() + " parked already: "
                        + handed.event() + " has to wait. Retry or discard them.");
            default -> new IllegalStateException("Unknown answer: " + answer);
        };
    }
}
