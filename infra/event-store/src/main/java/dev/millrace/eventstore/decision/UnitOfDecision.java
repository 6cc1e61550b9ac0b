package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.decision.StateCache.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The decisions of one unit of work: their places in the queues, what they saw, what they appended. */
final class UnitOfDecision {

    private static final ResourceKey<UnitOfDecision> KEY = ResourceKey.withLabel("millrace.unitOfDecision");

    private final KeyQueues queues;
    private final Memory memory;
    private final Positions positions;
    private final EventStoreTransaction transaction;
    private final @Nullable String commandId;
    private final @Nullable Unchanged premise;
    private final Set<Subject> queued = new HashSet<>();
    private final List<KeyQueues.Ticket> tickets = new ArrayList<>();
    private final List<View<?, ?>> views = new ArrayList<>();
    private final List<Object> appended = new ArrayList<>();
    private boolean ended;

    private UnitOfDecision(
            KeyQueues queues,
            Memory memory,
            Positions positions,
            EventStoreTransaction transaction,
            @Nullable String commandId,
            @Nullable Unchanged premise) {
        this.queues = queues;
        this.memory = memory;
        this.positions = positions;
        this.transaction = transaction;
        this.commandId = commandId;
        this.premise = premise;
    }

    static UnitOfDecision of(
            ProcessingContext context,
            EventStoreTransaction transaction,
            KeyQueues queues,
            Memory memory,
            Positions positions,
            Premises premises) {
        UnitOfDecision present = context.getResource(KEY);
        if (present != null) {
            return present;
        }
        Message command = Message.fromContext(context);
        String commandId = command == null ? null : command.identifier();
        UnitOfDecision unit =
                new UnitOfDecision(queues, memory, positions, transaction, commandId, premises.of(commandId));
        context.putResource(KEY, unit);
        transaction.onAppend(event -> unit.appended.add(event.payload()));
        // Not in the phase after the commit: Axon's own action there, which moves the marker, may come later.
        context.whenComplete(unit::committed);
        context.onError((ended, phase, error) -> unit.failed());
        context.doFinally(ended -> unit.leave());
        return unit;
    }

    Memory memory() {
        return memory;
    }

    /** What the command's sender takes for granted; null if nothing. */
    @Nullable
    Unchanged premise() {
        return premise;
    }

    EventStoreTransaction transaction() {
        return transaction;
    }

    /** Waits until no other decision of this process is about one of the subjects. */
    Mono<Void> queue(Collection<Subject> subjects) {
        List<Subject> fresh = new ArrayList<>(subjects.size());
        synchronized (tickets) {
            for (Subject subject : subjects) {
                if (queued.add(subject)) {
                    fresh.add(subject);
                }
            }
            if (fresh.isEmpty() || ended) {
                return Mono.empty();
            }
            KeyQueues.Ticket ticket = queues.join(fresh);
            tickets.add(ticket);
            return ticket.turn();
        }
    }

    /** What the decision that is about to be committed was made on. */
    void saw(Collection<View<?, ?>> seen) {
        views.addAll(seen);
    }

    void reached(long position) {
        if (commandId != null) {
            positions.reached(commandId, position);
        }
    }

    private void committed(ProcessingContext context) {
        Long last = context.getResource(PostgresEventStorageEngine.LAST_POSITION);
        if (last == null) {
            if (!appended.isEmpty()) {
                // The markers of Axon's in-memory engine count from 0.
                reached(GlobalIndexConsistencyMarker.position(transaction.appendPosition()) + 1);
            }
            return;
        }
        reached(last);
        StateCache cache = memory.cache();
        if (cache != null) {
            for (View<?, ?> view : views) {
                // The condition has held: nothing lies between what was seen and what was appended.
                View<?, ?> next = view.copy();
                appended.forEach(event -> next.apply(event, last));
                next.remember(cache, memory.keeper(), last);
                view.proven(cache, last - appended.size());
            }
        }
    }

    private void failed() {
        StateCache cache = memory.cache();
        if (cache != null) {
            views.forEach(view -> view.doubt(cache));
        }
    }

    private void leave() {
        List<KeyQueues.Ticket> leaving;
        synchronized (tickets) {
            ended = true;
            leaving = List.copyOf(tickets);
            tickets.clear();
        }
        leaving.forEach(KeyQueues.Ticket::leave);
    }
}
