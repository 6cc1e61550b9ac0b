package dev.millrace.local;

/** Where a Redis server answers; it asks for no password. */
public record RedisAddress(String host, int port) {}
