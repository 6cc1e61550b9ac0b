package dev.millrace.cart;

import dev.millrace.projections.live.LiveView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the read models show of carts. */
@Configuration(proxyBeanMethods = false)
class CartProjecting {

    @Bean
    LiveView<?, ?> liveCarts() {
        return new LiveCarts();
    }
}
