package dev.millrace.cart;

import dev.millrace.representation.LiveStore;
import dev.millrace.representation.LogFolds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Carts as they are. */
@Configuration(proxyBeanMethods = false)
class CartRepresenting {

    @Bean
    CurrentCarts currentCarts(LiveStore liveStore, LogFolds logFolds) {
        return new CurrentCarts(liveStore, logFolds);
    }
}
