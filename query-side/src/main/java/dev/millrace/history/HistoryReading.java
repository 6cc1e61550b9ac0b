package dev.millrace.history;

import dev.millrace.reading.ReadYourWrites;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that list and search orders. */
@Configuration(proxyBeanMethods = false)
public class HistoryReading {

    @Bean
    OrderHistoryController orderHistoryController(ConnectionPool pool, ReadYourWrites readYourWrites) {
        return new OrderHistoryController(new OrderHistoryReader(pool), readYourWrites);
    }
}
