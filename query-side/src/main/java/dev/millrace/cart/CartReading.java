package dev.millrace.cart;

import dev.millrace.reading.ReadYourWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint that reads a cart. */
@Configuration(proxyBeanMethods = false)
public class CartReading {

    @Bean
    CartViewController cartViewController(CurrentCarts currentCarts, ReadYourWrites readYourWrites) {
        return new CartViewController(currentCarts, readYourWrites);
    }
}
