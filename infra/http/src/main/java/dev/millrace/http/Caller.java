package dev.millrace.http;

/**
 * On whose behalf a request comes.
 *
 * @param name for logs; not a person's name
 */
public record Caller(String name) {}
