package dev.millrace.inventory;

import dev.millrace.reading.LiveStore;
import dev.millrace.reading.ReadYourWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint that reads stock. */
@Configuration(proxyBeanMethods = false)
public class StockReading {

    @Bean
    StockViewController stockViewController(LiveStore live, ReadYourWrites readYourWrites) {
        return new StockViewController(live, readYourWrites);
    }
}
