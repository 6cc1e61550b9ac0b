package dev.millrace.projections.live;

import dev.millrace.projections.ProjectedEvent;
import dev.millrace.readmodels.LiveKind;
import dev.millrace.schema.BusinessEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things of a kind that the live view shows field by field, where each event tells the new value whole. A bean of its context. Pure, thread-safe.
 *
 * @param <I> the things' ids
 */
public interface LiveHash<I> {

    LiveKind<I> kind();

    Set<Class<? extends BusinessEvent>> handles();

    /**
     * The last word of some events on each field of each thing, which become JSON that begins with their position.
     *
     * @param events in any order, others among them
     */
    Map<I, Map<String, ?>> fields(List<ProjectedEvent> events);
}
