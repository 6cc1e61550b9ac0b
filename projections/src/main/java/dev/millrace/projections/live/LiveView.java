package dev.millrace.projections.live;

import dev.millrace.readmodels.LiveKind;
import dev.millrace.schema.BusinessEvent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Things of a kind that the live view shows: each a fold over the events about it, kept as JSON under a key of its own. A bean of its context. Pure,
 * thread-safe.
 *
 * @param <I> the things' ids
 * @param <V> what is kept of one; its JSON begins with the position of its last event
 */
public interface LiveView<I, V> {

    LiveKind<I> kind();

    Class<V> type();

    /** The events that bear on things of the kind, or on others too. */
    Set<Class<? extends BusinessEvent>> handles();

    /** The thing that an event is about; absent if it is about none of the kind. */
    @Nullable
    I about(BusinessEvent event);

    /** The key of the tag that the events about a thing bear; its value is the id's text. */
    String tag();

    /** Whether nothing was before the event. */
    boolean begins(BusinessEvent event);

    /**
     * @param view absent before the first event
     * @return {@code view} itself if the event is in it already
     */
    V evolve(@Nullable V view, BusinessEvent event, long position, Instant at);

    /** When the thing came to its end; absent while something may still happen to it. What is long finished is kept no more. */
    @Nullable
    Instant finishedAt(V view);
}
