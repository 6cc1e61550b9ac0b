package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.Statements;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Has processors handle events anew. The processor must be stopped on all instances: whoever still claims a segment is named in a
 * {@link ProcessorRunningException}; nobody can claim one meanwhile. Non-blocking, thread-safe; publishers are cold, go on to their end if
 * the subscriber gives up, and fail with {@link dev.millrace.eventstore.EventStoreUnavailableException} while the server can't be reached
 * and with {@link RetryUnderWayException} while what is parked of the processor is being retried.
 *
 * <p>Handlers see {@link org.axonframework.messaging.eventhandling.replay.ReplayStatus#REPLAY} up to where their segment had come, and
 * those that disallow replays aren't called until then. Axon 5.0.1 calls no {@code @ResetHandler}: what has to be cleared first is told
 * as {@code preparation}.
 */
public final class Replays {

    private static final String HEAD = "select coalesce(max(position), 0) from millrace_events.events";
    private static final String POSITION_AT = "select millrace_events.position_at($1)";

    private final Statements statements;
    private final PostgresTokenStore tokens;
    private final ParkingTable parking;
    private final Map<String, Component> components;

    Replays(Statements statements, PostgresTokenStore tokens, ParkingTable parking, Map<String, Component> components) {
        this.statements = statements;
        this.tokens = tokens;
        this.parking = parking;
        this.components = components;
    }

    /** {@link #reset(String, ReplayFrom, String, Supplier)} with nothing to prepare. */
    public Mono<Void> reset(String processor, ReplayFrom from) {
        return reset(processor, from, null, Mono::empty);
    }

    /**
     * Sets the tokens of a processor, whether or not its handlers are in this process; started again, it handles all from there on. What is
     * parked of events from there on is forgotten, since they come again, as replays: retry first what handlers that disallow replays have
     * not handled. What is parked of events before stays.
     *
     * @param context told to handlers during the replay ({@code @ReplayContext}); null for none
     * @param preparation done while all segments are held; if it fails, no token is changed
     * @return fails with {@link IllegalArgumentException} if the processor has never run, or the position is beyond the head
     */
    public Mono<Void> reset(
            String processor, ReplayFrom from, @Nullable String context, Supplier<Mono<Void>> preparation) {
        return Mono.defer(() -> {
            SegmentClaims claims = new SegmentClaims(statements, processor, tokens, "reset");
            return claims.whileHeld(segments -> start(from)
                    .flatMap(start -> preparation
                            .get()
                            .then(Mono.defer(() -> claims.store(reset(segments, start, context), start)))));
        });
    }

    private static List<SegmentToken> reset(List<SegmentToken> segments, long start, @Nullable String context) {
        TrackingToken first = new GlobalSequenceTrackingToken(start);
        return segments.stream()
                .map(token -> new SegmentToken(
                        token.segment(),
                        token.token() == null ? first : ReplayToken.createReplayToken(token.token(), first, context)))
                .toList();
    }

    /** The position before the first event. */
    private Mono<Long> start(ReplayFrom from) {
        return switch (from) {
            case ReplayFrom.Head() -> head();
            case ReplayFrom.Time(Instant instant) ->
                statements
                        .query(
                                connection ->
                                        connection.createStatement(POSITION_AT).bind(0, instant),
                                row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .single();
            case ReplayFrom.Position(long first) ->
                head().flatMap(head -> first <= head + 1
                        ? Mono.just(first - 1)
                        : Mono.error(new IllegalArgumentException(
                                "Position " + first + " is beyond the head of the log, " + head)));
        };
    }

    private Mono<Long> head() {
        return statements
                .query(
                        connection -> connection.createStatement(HEAD),
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single();
    }

    /** {@link #replay(String, Tag, String, Supplier)} with nothing to prepare. */
    public Mono<Long> replay(String processor, Tag only) {
        return replay(processor, only, null, Mono::empty);
    }

    /**
     * Hands the events with the tag, and no others, once more to a processor's handlers in this process: in the order of the log, one after
     * the other, each in a unit of work of its own, up to where their segments have come. Tokens stay as they are. Events that are parked
     * are left out. Ends at the first that fails, and may be repeated.
     *
     * @param context told to handlers ({@code @ReplayContext}); null for none
     * @param preparation done while all segments are held, before the first event
     * @return how many events were handed over; fails with {@link ReplayFailedException}, with {@link IllegalArgumentException} if the
     *     processor isn't attached in this process or has never run, and with {@link IllegalStateException} while segments that were merged
     *     have not met
     */
    public Mono<Long> replay(String processor, Tag only, @Nullable String context, Supplier<Mono<Void>> preparation) {
        return Mono.defer(() -> {
            List<Component> handling = components.values().stream()
                    .filter(component -> component.processor().equals(processor))
                    .sorted(Comparator.comparing(Component::parkedAs))
                    .toList();
            if (handling.isEmpty()) {
                return Mono.error(new IllegalArgumentException("Processor " + processor
                        + " is not attached in this process; those that are: " + components.keySet()));
            }
            return new SegmentClaims(statements, processor, tokens, "replay")
                    .whileHeld(segments -> preparation
                            .get()
                            .then(Mono.defer(() -> new TagReplay(handling, segments, only, context, parking).run())));
        });
    }
}
