package dev.millrace.processes;

/**
 * An instance as far as it is known.
 *
 * @param position all of its events up to here are in the state
 */
record Instance<K, S>(K key, S state, Condition condition, long position, Origin origin) {}
