package dev.millrace.order;

import dev.millrace.connections.EventStoreConnection;
import dev.millrace.eventstore.EventLog;
import dev.millrace.reading.QuerySettings;
import dev.millrace.reading.ReadYourWrites;
import dev.millrace.reading.StreamSlots;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that read one order. */
@Configuration(proxyBeanMethods = false)
public class OrderReading {

    @Bean
    OrderViewController orderViewController(CurrentOrders currentOrders, ReadYourWrites readYourWrites) {
        return new OrderViewController(currentOrders, readYourWrites);
    }

    @Bean(destroyMethod = "close")
    OrderFeed orderFeed(@Qualifier(EventStoreConnection.FOR_READERS) EventLog log) {
        return new OrderFeed(log);
    }

    @Bean
    StreamSlots orderStreamSlots(QuerySettings settings) {
        return new StreamSlots(settings.orderStreams(), settings.streamsPerClient());
    }

    @Bean
    OrderJourneyController orderJourneyController(
            @Qualifier(EventStoreConnection.FOR_READERS) EventLog log,
            OrderFeed feed,
            StreamSlots orderStreamSlots,
            QuerySettings settings) {
        return new OrderJourneyController(new OrderJourneys(log, feed), orderStreamSlots, settings.heartbeat());
    }
}
