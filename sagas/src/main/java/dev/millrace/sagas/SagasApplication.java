package dev.millrace.sagas;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The sagas as a process of their own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Sagas.class)
public class SagasApplication {

    public static void main(String[] arguments) {
        System.setProperty("spring.config.name", "sagas");
        SpringApplication.run(SagasApplication.class, arguments);
    }
}
