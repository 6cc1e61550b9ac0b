package dev.millrace.eventbus;

import java.util.List;

/**
 * What one partition brought.
 *
 * @param events in the partition's order; repeats of earlier ones may be among them
 * @param position once {@code events} are applied, every event up to here that the partition holds has been; 0 if unknown
 */
public record PartitionBatch(int partition, List<BusEvent> events, long position) {}
