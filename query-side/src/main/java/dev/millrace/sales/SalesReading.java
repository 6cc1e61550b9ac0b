package dev.millrace.sales;

import dev.millrace.reading.ReadYourWrites;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the sales figures. */
@Configuration(proxyBeanMethods = false)
public class SalesReading {

    @Bean
    SalesController salesController(ConnectionPool pool, ReadYourWrites readYourWrites) {
        return new SalesController(new SalesReader(pool), readYourWrites);
    }
}
