package dev.millrace.order;

import dev.millrace.commandside.Writes;
import dev.millrace.http.ProblemMeanings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that write orders. */
@Configuration(proxyBeanMethods = false)
class OrderWriting {

    @Bean
    ShownOrders shownOrders(CurrentOrders currentOrders) {
        return new ShownOrders(currentOrders);
    }

    @Bean
    OrderController orderController(Writes writes, ShownOrders orders) {
        return new OrderController(writes, orders);
    }

    @Bean
    ProblemMeanings orderProblems() {
        return OrderProblems.MEANINGS;
    }
}
