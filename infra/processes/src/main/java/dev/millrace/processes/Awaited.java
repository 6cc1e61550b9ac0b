package dev.millrace.processes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an instance waits for.
 *
 * @param task a call or a timer
 * @param port that is asked; empty for a timer
 * @param dueAt when; null while somebody is at it
 * @param attempts how many went unanswered
 */
public record Awaited(String task, String port, @Nullable Instant dueAt, int attempts) {}
