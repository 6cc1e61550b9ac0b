package dev.millrace.local;

import java.time.Duration;

/**
 * A step of one server's start or stop.
 *
 * @param elapsed since that server's start (or stop) began
 */
public record ServerProgress(LocalServer server, ServerState state, Duration elapsed) {}
