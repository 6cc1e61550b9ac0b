package dev.millrace.cart;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processes of carts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CartExpirySettings.class)
public class CartProcessing {

    @Bean
    CartExpiry cartExpiry(CartExpirySettings settings) {
        return new CartExpiry(settings);
    }
}
