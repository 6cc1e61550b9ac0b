package dev.millrace.order;

import dev.millrace.payment.GatewayRecord;
import dev.millrace.payment.PaymentProcessing;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The processes of orders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FulfilmentSettings.class)
@Import(PaymentProcessing.class)
public class OrderProcessing {

    @Bean
    OrderFulfilment orderFulfilment(FulfilmentSettings settings, GatewayRecord gatewayRecord) {
        return new OrderFulfilment(settings, gatewayRecord);
    }
}
