package dev.millrace.cart;

import dev.millrace.reading.LiveStore;
import dev.millrace.reading.ReadYourWrites;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint that reads a cart. */
@Configuration(proxyBeanMethods = false)
public class CartReading {

    @Bean
    CartViewController cartViewController(LiveStore live, ReadYourWrites readYourWrites) {
        return new CartViewController(live, readYourWrites);
    }
}
