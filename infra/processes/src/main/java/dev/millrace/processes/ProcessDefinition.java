package dev.millrace.processes;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A process, declared: pure functions of what has happened. Its instances are told apart by the value of one tag, and an
 * instance's state is folded from all events that carry it; nothing else is kept. Everything may be asked for again: steps must be
 * such that repeating them is without effect, and the state may know more than the event at hand, so that each branch asks whether its
 * step is still called for. Implementations are immutable and may be used by any thread.
 *
 * @param <K> key of an instance; {@code toString} is the tag's value
 * @param <S> state of an instance, immutable
 * @param <E> what events are read as
 */
public interface ProcessDefinition<K, S, E> {

    /** In kebab case. Progress and work are stored under it: never to change. */
    String name();

    /** Key of the tag that finds an instance's events. */
    String tag();

    /** @throws IllegalArgumentException if the tag's value is no key */
    K key(String value);

    /** The types after which {@link #next} is asked. The state knows the others, too. */
    Set<Class<? extends E>> events();

    /** Whether an instance can only begin with this event, so that nothing before it needs to be read. */
    default boolean begins(E event) {
        return false;
    }

    S initial(K key);

    S evolve(S state, E event);

    /**
     * The same, for states that know times.
     *
     * @param happenedAt when the event was stored
     */
    default S evolve(S state, E event, Instant happenedAt) {
        return evolve(state, event);
    }

    /**
     * What follows from an event, in the order in which it is to be done.
     *
     * @param state with the event folded in, and whatever came after it
     * @param happenedAt when the event was stored
     */
    List<ProcessStep> next(S state, E event, Instant happenedAt);

    /** What follows from the time of a timer having come. */
    List<ProcessStep> wake(S state, String timer, Instant now);

    /** What it may ask outside. */
    default List<OutsideCall<S, ?, ?>> calls() {
        return List.of();
    }

    /**
     * Codes of the rejections of its commands that say that a step is so already or called for no longer. Any other parks the
     * instance.
     */
    Set<String> expectedRejections();

    /** Its steps in words, for journeys and diagrams. */
    List<StepWords> words();

    /** Into how many parts its instances are divided, and thus the most nodes that can share them; counts only before the first start. */
    default int segments() {
        return 4;
    }
}
