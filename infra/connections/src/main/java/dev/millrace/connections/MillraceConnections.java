package dev.millrace.connections;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The event store and all four servers, for a process that uses them all. Another imports the connections it needs:
 * only imported ones are configured, connected and reported in its health.
 */
@Configuration(proxyBeanMethods = false)
@Import({EventStoreConnection.class, RedisConnection.class, ElasticsearchConnection.class, KafkaConnection.class})
public class MillraceConnections {}
