package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.axon.TokenJson;
import dev.millrace.eventstore.processing.ParkingTable.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands the parked events of one sequence on, in order, until none is left or one fails. The claim on the sequence is renewed meanwhile;
 * nothing is taken away without it.
 */
final class Retry {

    private final Component component;
    private final String sequence;
    private final ParkingSettings settings;
    private final ParkingTable table;
    private final TokenJson json = new TokenJson();
    private final UUID claim = UUID.randomUUID();
    private long handled;

    Retry(Component component, String sequence, ParkingSettings settings, ParkingTable table) {
        this.component = component;
        this.sequence = sequence;
        this.settings = settings;
        this.table = table;
    }

    /** After a step: whether it was the last one, and where it failed if it did. */
    private record Step(boolean last, @Nullable Long failedAt) {
        static final Step MORE = new Step(false, null);
        static final Step EMPTY = new Step(true, null);
    }

    /** Empty if the sequence is not there, or claimed by somebody else. */
    Mono<Retried> run() {
        Duration timeout = settings.retryTimeout();
        return table.claim(component.parkedAs(), sequence, claim, timeout)
                .filter(claimed -> claimed)
                .flatMap(_ -> Mono.using(() -> renewing(timeout), _ -> steps(), Disposable::dispose))
                .map(last -> new Retried(component.parkedAs(), sequence, handled, last.failedAt()));
    }

    private Disposable renewing(Duration timeout) {
        return Flux.interval(timeout.dividedBy(3))
                .onBackpressureDrop()
                .concatMap(_ -> table.renew(claim, timeout).onErrorComplete())
                .subscribe();
    }

    private Mono<Step> steps() {
        return Mono.defer(this::step)
                .repeat()
                .takeUntil(Step::last)
                .last()
                .onErrorResume(error -> table.release(claim).onErrorComplete().then(Mono.error(error)));
    }

    private Mono<Step> step() {
        return table.first(component.parkedAs(), sequence)
                .singleOptional()
                .flatMap(first -> first.isEmpty() ? lost() : handOn(first.get()));
    }

    private Mono<Step> handOn(Waiting waiting) {
        long position = waiting.event().position();
        return present(waiting)
                .concatMap(message -> component.handOver(message, token(waiting), null))
                .then(Mono.just(Optional.<Throwable>empty()))
                .onErrorResume(failure -> {
                    Throwable thrown = Cause.thrown(failure);
                    return settings.passing().test(thrown) ? Mono.error(thrown) : Mono.just(Optional.of(thrown));
                })
                .flatMap(failure -> failure.isPresent()
                        ? failed(position, failure.get())
                        : table.unpark(component.parkedAs(), sequence, position, claim)
                                .flatMap(this::handedOn));
    }

    /** The event as the handlers know it; of several that it became by upcasting those of the sequence. */
    private Flux<EventMessage> present(Waiting waiting) {
        return component
                .engine()
                .messages(Flux.just(waiting.event()))
                .filter(component::supports)
                .collectList()
                .flatMapMany(messages -> messages.size() < 2 ? Flux.fromIterable(messages) : ofSequence(messages));
    }

    private Flux<EventMessage> ofSequence(List<EventMessage> messages) {
        return Flux.fromIterable(messages)
                .filterWhen(message -> component
                        .sequenceOf(message)
                        .map(identifier -> SequenceNames.of(identifier).equals(sequence)))
                .switchIfEmpty(Flux.fromIterable(messages));
    }

    private TrackingToken token(Waiting waiting) {
        TrackingToken replay = json.read(waiting.replay(), ReplayToken.class.getName());
        return replay == null ? new GlobalSequenceTrackingToken(waiting.event().position()) : replay;
    }

    private Mono<Step> failed(long position, Throwable thrown) {
        return table.failed(component.parkedAs(), sequence, position, Cause.of(thrown), claim)
                .flatMap(changed -> changed == 0 ? lost() : Mono.just(new Step(true, position)))
                .flatMap(step -> table.release(claim).thenReturn(step));
    }

    private Mono<Step> handedOn(String answer) {
        if (answer.equals("lost")) {
            return lost();
        }
        handled++;
        return Mono.just(answer.equals("more") ? Step.MORE : Step.EMPTY);
    }

    private <T> Mono<T> lost() {
        return Mono.error(() -> new RetryUnderWayException("The retry of sequence " + sequence + " of processor "
                + component.parkedAs() + " was taken over by another, since it gave no sign of life for "
                + settings.retryTimeout()));
    }
}
