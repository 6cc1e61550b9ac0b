package dev.millrace.inventory;

import dev.millrace.projections.live.LiveHash;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the live view shows of stock. */
@Configuration(proxyBeanMethods = false)
class StockProjecting {

    @Bean
    LiveHash<?> liveStock() {
        return new LiveStock();
    }
}
