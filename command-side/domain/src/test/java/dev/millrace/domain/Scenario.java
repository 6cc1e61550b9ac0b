package dev.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.eventstore.decision.Reads;
import dev.millrace.eventstore.decision.Rejection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import reactor.core.publisher.Mono;

/** Given events, when a command comes, then events, a rejection, or nothing new. */
public final class Scenario {

    private final List<Object> past;

    private Scenario(List<Object> past) {
        this.past = past;
    }

    public static Scenario given(Object... past) {
        return new Scenario(List.of(past));
    }

    public Scenario andGiven(Object... more) {
        return new Scenario(Stream.concat(past.stream(), Stream.of(more)).toList());
    }

    public Then when(Object command) {
        return new Then(decide(command));
    }

    private Decision decide(Object command) {
        for (Class<?> handler : List.of(
                dev.millrace.product.ProductCommandHandler.class,
                dev.millrace.inventory.StockCommandHandler.class,
                dev.millrace.cart.CartCommandHandler.class,
                dev.millrace.order.OrderCommandHandler.class,
                dev.millrace.payment.PaymentCommandHandler.class)) {
            try {
                var method = handler.getDeclaredMethod("handle", command.getClass(), ProcessingContext.class);
                method.setAccessible(true);
                Object instance = handler.getConstructor(Decisions.class).newInstance((Decisions) this::decide);
                return (Decision) ((CompletableFuture<?>) method.invoke(instance, command, null)).join();
            } catch (NoSuchMethodException e) {
                continue;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("no handler for " + command);
    }

    private CompletableFuture<Decision> decide(ProcessingContext context, Function<Reads, Mono<Decision>> decision) {
        return decision.apply(new Reads() {
                    @Override
                    public <K, S> Mono<S> read(Boundary<K, S> boundary, K key) {
                        return Mono.fromSupplier(() -> fold(boundary, key));
                    }

                    @Override
                    public <K, S> Mono<Map<K, S>> readAll(Boundary<K, S> boundary, Collection<K> keys) {
                        return Mono.fromSupplier(() ->
                                keys.stream().collect(Collectors.toMap(k -> k, k -> fold(boundary, k))));
                    }
                })
                .toFuture();
    }

    private <K, S> S fold(Boundary<K, S> boundary, K key) {
        S state = boundary.initial(key);
        for (Object event : past) {
            if (boundary.eventTypes().contains(event.getClass())
                    && boundary.keysOf(event).contains(key)) {
                state = boundary.evolve(state, event);
            }
        }
        return state;
    }

    /** What a command came to. */
    public record Then(Decision decision) {

        public void then(Object... events) {
            assertThat(decision).isEqualTo(Decision.accept(events));
        }

        /** The events it came to, none of them checked. */
        public List<?> events() {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            return ((Decision.Accepted) decision).events();
        }

        public void thenNothing() {
            then();
        }

        public Rejection thenRejected(String code, Rejection.Kind kind) {
            assertThat(decision).isInstanceOf(Decision.Rejected.class);
            Rejection rejection = ((Decision.Rejected) decision).rejection();
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(rejection.kind()).isEqualTo(kind);
            assertThat(rejection.message()).isNotBlank().doesNotContain("%");
            return rejection;
        }

        public void thenInvalid(String code, String path) {
            assertThat(thenRejected(code, Rejection.Kind.INVALID).fields())
                    .extracting(Rejection.InvalidField::path)
                    .containsExactly(path);
        }
    }
}
