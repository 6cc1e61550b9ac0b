package dev.millrace.projections;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The projections as a process of their own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Projections.class)
public class ProjectionsApplication {
    public static void main(String[] args) {
        System.setProperty("spring.config.name", "projections");
        SpringApplication.run(ProjectionsApplication.class, args);
    }
}
