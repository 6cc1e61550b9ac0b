package dev.millrace.eventstore.decision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Queues of decisions about the same keys, so that they follow each other instead of colliding at the store. A courtesy, not a
 * lock: who has waited too long goes ahead, and the append's condition decides. Thread-safe; never blocks but for a few map
 * operations.
 */
final class KeyQueues {

    private static final int OVERDUE = 5;

    private final Duration patience;
    private final Map<Object, Deque<Ticket>> queues = new HashMap<>();

    /** @param patience how long to wait for those ahead before going ahead of them */
    KeyQueues(Duration patience) {
        this.patience = patience;
    }

    /** A place in the queues of all keys at once; give it back by {@link Ticket#leave()}, whatever happens. */
    Ticket join(Collection<?> keys) {
        Ticket ticket = new Ticket(keys);
        synchronized (queues) {
            for (Object key : keys) {
                Deque<Ticket> queue = queues.computeIfAbsent(key, none -> new ArrayDeque<>(2));
                if (!queue.isEmpty()) {
                    ticket.ahead++;
                }
                queue.add(ticket);
            }
        }
        return ticket;
    }

    int queues() {
        synchronized (queues) {
            return queues.size();
        }
    }

    /** A place in queues. */
    final class Ticket {

        private final Collection<?> keys;
        /** In how many queues another is first; guarded by the queues. */
        private int ahead;

        private final long joined = System.nanoTime();
        private boolean left;
        private @Nullable MonoSink<Void> waiting;

        private Ticket(Collection<?> keys) {
            this.keys = keys;
        }

        /** Completes when the ticket is first in all queues, or patience has run out. */
        Mono<Void> turn() {
            synchronized (queues) {
                if (ahead == 0) {
                    return Mono.empty();
                }
            }
            return Mono.<Void>create(this::await).timeout(patience, Mono.fromRunnable(this::overtake));
        }

        /** Those ahead who are long overdue will hardly come back: nobody else should wait for them. */
        private void overtake() {
            long now = System.nanoTime();
            List<Ticket> overdue = new ArrayList<>();
            synchronized (queues) {
                for (Object key : keys) {
                    Deque<Ticket> queue = queues.get(key);
                    Ticket first = queue == null ? null : queue.peek();
                    if (first != null && first != this && now - first.joined > OVERDUE * patience.toNanos()) {
                        overdue.add(first);
                    }
                }
            }
            overdue.forEach(Ticket::leave);
        }

        private void await(MonoSink<Void> sink) {
            synchronized (queues) {
                if (ahead > 0) {
                    waiting = sink;
                    return;
                }
            }
            sink.success();
        }

        void leave() {
            List<MonoSink<Void>> next = new ArrayList<>();
            synchronized (queues) {
                if (left) {
                    return;
                }
                left = true;
                for (Object key : keys) {
                    leave(key, next);
                }
            }
            for (MonoSink<Void> sink : next) {
                // On another thread: who leaves must not have to run what all the others decide.
                Schedulers.parallel().schedule(sink::success);
            }
        }

        private void leave(Object key, List<MonoSink<Void>> next) {
            Deque<Ticket> queue = queues.get(key);
            if (queue == null) {
                return;
            }
            if (queue.peek() != this) {
                queue.remove(this);
                return;
            }
            queue.poll();
            Ticket first = queue.peek();
            if (first == null) {
                queues.remove(key);
            } else if (--first.ahead == 0 && first.waiting != null) {
                next.add(first.waiting);
                first.waiting = null;
            }
        }
    }
}
