package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.AppendCondition.Check;
import dev.millrace.eventstore.Criterion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine from where to read each criterion of the next {@code source} call. Axon's condition has one start for all and
 * can't be extended, so the plan travels in the processing context; it holds for the call that is given the very same criteria.
 *
 * @param criteria as given to Axon
 * @param checks the same, each with the position up to which its events are known
 * @param fetch false to read nothing, since what is known is taken to be all there is; the append will fail if it was not
 */
public record SourcingPlan(EventCriteria criteria, List<Check> checks, boolean fetch) {

    private static final ResourceKey<SourcingPlan> PLAN = ResourceKey.withLabel("millrace.sourcingPlan");
    private static final ResourceKey<Map<Criterion, Long>> KNOWN = ResourceKey.withLabel("millrace.known");

    /** To be called right before {@code source}. */
    public void announce(ProcessingContext context) {
        context.putResource(PLAN, this);
    }

    /** Up to where events matching {@code criterion} have been read in the unit of work, or taken to be known; else 0. */
    public static long knownUpTo(ProcessingContext context, Criterion criterion) {
        return known(context).getOrDefault(criterion, 0L);
    }

    @SuppressWarnings("ReferenceEquality")
    static @Nullable SourcingPlan of(@Nullable ProcessingContext context, EventCriteria criteria) {
        if (context == null) {
            return null;
        }
        SourcingPlan plan = context.getResource(PLAN);
        return plan != null && plan.criteria == criteria ? plan : null;
    }

    /** Up to where the criteria of a unit of work are known: to be checked from there on, each for itself. */
    static Map<Criterion, Long> known(@Nullable ProcessingContext context) {
        return context == null ? Map.of() : context.computeResourceIfAbsent(KNOWN, ConcurrentHashMap::new);
    }
}
