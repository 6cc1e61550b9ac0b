package dev.millrace.sandbox;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The sandbox as a process of its own, or as a second context on its own port in a process that it shares. */
public final class PaymentSandboxApplication {

    private PaymentSandboxApplication() {}

    /** An application that reads {@code payment-sandbox.yaml} and no other configuration file. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(PaymentSandbox.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=payment-sandbox")
                .build();
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }
}
