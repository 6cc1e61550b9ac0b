package dev.millrace.projections;

import dev.millrace.schema.BusinessEvent;
import java.time.Instant;

/**
 * An event to apply.
 *
 * @param position in the store, from 1; what writes are guarded by
 * @param type qualified name
 * @param recordedAt when it was appended
 */
public record ProjectedEvent(long position, String type, Instant recordedAt, BusinessEvent event) {}
