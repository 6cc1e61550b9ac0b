package dev.millrace.eventstore.processing;

/** How much of a processor is parked. */
public record ParkedCount(String processor, long sequences, long events) {}
