/**
 * Real PostgreSQL, Kafka, Redis and Elasticsearch servers on one machine, started from Maven artifacts as children of this
 * JVM. Nothing of Millrace's own comes in here: the room knows servers, folders and processes only.
 */
@NullMarked
package dev.millrace.local;

import org.jspecify.annotations.NullMarked;
