package dev.millrace.order;

import dev.millrace.payment.GatewayRecord;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processes of orders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentSettings.class)
public class OrderProcessing {

    @Bean
    OrderFulfilment orderFulfilment(FulfilmentSettings settings, GatewayRecord gatewayRecord) {
        return new OrderFulfilment(settings, gatewayRecord);
    }
}
