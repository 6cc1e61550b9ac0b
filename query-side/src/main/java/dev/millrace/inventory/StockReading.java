package dev.millrace.inventory;

import dev.millrace.reading.ReadYourWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint that reads stock. */
@Configuration(proxyBeanMethods = false)
public class StockReading {

    @Bean
    StockViewController stockViewController(CurrentStock currentStock, ReadYourWrites readYourWrites) {
        return new StockViewController(currentStock, readYourWrites);
    }
}
