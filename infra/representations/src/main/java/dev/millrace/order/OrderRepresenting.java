package dev.millrace.order;

import dev.millrace.representation.LiveStore;
import dev.millrace.representation.LogFolds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Orders as they are. */
@Configuration(proxyBeanMethods = false)
class OrderRepresenting {

    @Bean
    CurrentOrders currentOrders(LiveStore liveStore, LogFolds logFolds) {
        return new CurrentOrders(liveStore, logFolds);
    }
}
