package dev.millrace.queryside;

import dev.millrace.connections.ElasticsearchConnection;
import dev.millrace.connections.EventStoreConnection;
import dev.millrace.connections.PostgresConnection;
import dev.millrace.connections.RedisConnection;
import dev.millrace.http.HttpConventions;
import dev.millrace.http.YamlDefaults;
import dev.millrace.reading.ReadingSupport;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** Everything that reads, over HTTP. What a context has of it is in its package, in a configuration named {@code …Reading}. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:query-side.yaml", factory = YamlDefaults.class)
@Import({
    HttpConventions.class,
    PostgresConnection.class,
    EventStoreConnection.class,
    RedisConnection.class,
    ElasticsearchConnection.class,
    ReadingSupport.class
})
@ComponentScan(basePackages = "dev.millrace", resourcePattern = "*/*Reading.class")
public class QuerySide {}
