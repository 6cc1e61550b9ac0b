package dev.millrace.cart;

import dev.millrace.commandside.Writes;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.order.ShownOrders;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that write carts. */
@Configuration(proxyBeanMethods = false)
class CartWriting {

    @Bean
    ShownCarts shownCarts(CurrentCarts currentCarts) {
        return new ShownCarts(currentCarts);
    }

    @Bean
    CartController cartController(Writes writes, ShownCarts carts, ShownOrders orders, Clock commandClock) {
        return new CartController(writes, carts, orders, commandClock);
    }

    @Bean
    ProblemMeanings cartProblems() {
        return CartProblems.MEANINGS;
    }
}
