package dev.millrace.evolution;

import tools.jackson.databind.node.ObjectNode;

/** What an event says, and in which version it says it. */
public record EventContent(EventVersion version, ObjectNode json) {}
