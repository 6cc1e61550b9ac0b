/**
 * The bus: the relay that publishes the event store on Kafka, the envelope, and the consumer. Kafka's and reactor-kafka's
 * types stay in here.
 */
@NullMarked
package dev.millrace.eventbus;

import org.jspecify.annotations.NullMarked;
