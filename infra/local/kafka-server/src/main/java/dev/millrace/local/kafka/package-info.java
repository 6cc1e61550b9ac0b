/** The main class of a child JVM that is a Kafka broker and its own controller. Only Kafka's class path comes in here. */
@NullMarked
package dev.millrace.local.kafka;

import org.jspecify.annotations.NullMarked;
