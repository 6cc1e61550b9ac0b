package dev.millrace.eventstore.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BatchWorkTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<String, Sinks.Empty<Void>> ends = new HashMap<>();
    private final BatchWork<String> work = new BatchWork<>(item -> item.charAt(0), this::begin);
    private boolean tokenStored;

    private Mono<Void> begin(String item) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> end = Sinks.empty();
            ends.put(item, end);
            return end.asMono();
        });
    }

    /** As a processor does: handlers in the invocation, the token before the commit. */
    private CompletableFuture<Void> batch(String... items) {
        UnitOfWork unit = new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE).create();
        unit.onInvocation(context -> {
            List.of(items).forEach(item -> work.add(item, context));
            return CompletableFuture.completedFuture(null);
        });
        unit.runOnPrepareCommit(context -> tokenStored = true);
        return unit.execute();
    }

    @Test
    void the_batch_is_over_when_all_is_done_in_whatever_order_it_ends() {
        CompletableFuture<Void> batch = batch("a1", "b1", "c1");

        ends.get("c1").tryEmitEmpty();
        ends.get("a1").tryEmitEmpty();
        assertThat(batch).isNotDone();
        assertThat(tokenStored).isFalse();

        ends.get("b1").tryEmitEmpty();
        assertThat(batch).succeedsWithin(SOON);
        assertThat(tokenStored).isTrue();
    }

    @Test
    void items_of_one_key_follow_each_other() {
        CompletableFuture<Void> batch = batch("a1", "a2", "b1");
        assertThat(ends).containsOnlyKeys("a1", "b1");

        ends.get("b1").tryEmitEmpty();
        ends.get("a1").tryEmitEmpty();
        assertThat(ends).containsKey("a2");
        assertThat(batch).isNotDone();

        ends.get("a2").tryEmitEmpty();
        assertThat(batch).succeedsWithin(SOON);
    }

    @Test
    void one_that_fails_fails_the_batch_and_no_token_is_stored() {
        CompletableFuture<Void> batch = batch("a1", "b1");

        ends.get("a1").tryEmitError(new IllegalStateException("the gateway's table is away"));
        ends.get("b1").tryEmitEmpty();

        assertThatThrownBy(() -> batch.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .hasRootCauseMessage("the gateway's table is away");
        assertThat(tokenStored).isFalse();
    }
}
