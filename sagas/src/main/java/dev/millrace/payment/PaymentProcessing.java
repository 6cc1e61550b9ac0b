package dev.millrace.payment;

import dev.millrace.processes.PortBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the payment gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
public class PaymentProcessing {

    @Bean
    SandboxGateway sandboxGateway(GatewaySettings settings) {
        return new SandboxGateway(settings);
    }

    @Bean
    PortBinding<PaymentPort.Request, String> paymentPort(SandboxGateway sandboxGateway, GatewaySettings settings) {
        return new PortBinding<>(PaymentPort.NAME, sandboxGateway, settings.policy());
    }

    @Bean
    GatewayRecord gatewayRecord(GatewaySettings settings) {
        return new GatewayRecord(settings.retry().policy());
    }
}
