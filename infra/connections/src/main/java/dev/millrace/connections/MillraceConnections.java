package dev.millrace.connections;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * All four servers, for a process that uses them all. A process that doesn't imports the connections it needs: only
 * imported ones are configured, connected and reported in its health.
 */
@Configuration(proxyBeanMethods = false)
@Import({PostgresConnection.class, RedisConnection.class, ElasticsearchConnection.class, KafkaConnection.class})
public class MillraceConnections {}
