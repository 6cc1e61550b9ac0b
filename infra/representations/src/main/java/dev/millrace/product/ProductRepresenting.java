package dev.millrace.product;

import dev.millrace.inventory.CurrentStock;
import dev.millrace.representation.LogFolds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Products as they are. */
@Configuration(proxyBeanMethods = false)
class ProductRepresenting {

    @Bean
    CurrentProducts currentProducts(LogFolds logFolds, CurrentStock currentStock) {
        return new CurrentProducts(logFolds, currentStock);
    }
}
