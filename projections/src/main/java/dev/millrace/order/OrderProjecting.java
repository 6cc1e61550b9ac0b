package dev.millrace.order;

import dev.millrace.projections.live.LiveView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the live view shows of orders. */
@Configuration(proxyBeanMethods = false)
class OrderProjecting {

    @Bean
    LiveView<?, ?> liveOrders() {
        return new LiveOrders();
    }
}
