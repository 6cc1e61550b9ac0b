package dev.millrace.queryside;

import dev.millrace.cart.CartReading;
import dev.millrace.connections.ElasticsearchConnection;
import dev.millrace.connections.EventStoreConnection;
import dev.millrace.connections.PostgresConnection;
import dev.millrace.connections.RedisConnection;
import dev.millrace.eventlog.EventLogReading;
import dev.millrace.history.HistoryReading;
import dev.millrace.http.HttpConventions;
import dev.millrace.http.YamlDefaults;
import dev.millrace.inventory.StockReading;
import dev.millrace.order.OrderReading;
import dev.millrace.product.ProductReading;
import dev.millrace.reading.ReadModelReading;
import dev.millrace.sales.SalesReading;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** Everything that reads, over HTTP. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:query-side.yaml", factory = YamlDefaults.class)
@Import({
    HttpConventions.class,
    PostgresConnection.class,
    EventStoreConnection.class,
    RedisConnection.class,
    ElasticsearchConnection.class,
    ReadModelReading.class,
    ProductReading.class,
    StockReading.class,
    CartReading.class,
    OrderReading.class,
    HistoryReading.class,
    SalesReading.class,
    EventLogReading.class
})
public class QuerySide {}
