package dev.millrace.inventory;

import dev.millrace.representation.LiveStore;
import dev.millrace.representation.LogFolds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stock as it is. */
@Configuration(proxyBeanMethods = false)
class StockRepresenting {

    @Bean
    CurrentStock currentStock(LiveStore liveStore, LogFolds logFolds) {
        return new CurrentStock(liveStore, logFolds);
    }
}
