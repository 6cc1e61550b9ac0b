package dev.millrace.representation;

import dev.millrace.eventstore.Actor;
import dev.millrace.schema.BusinessEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the log holds it.
 *
 * @param position place in the log, from 1
 * @param time when it was appended
 * @param correlationId of the request that set it all in motion
 * @param causationId id of the message that caused this event
 * @param actor who brought it about
 */
public record RecordedEvent(
        long position,
        String id,
        String type,
        Instant time,
        @Nullable String correlationId,
        @Nullable String causationId,
        Actor actor,
        BusinessEvent event) {}
