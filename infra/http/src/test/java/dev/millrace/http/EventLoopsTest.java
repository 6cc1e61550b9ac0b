package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

class EventLoopsTest {

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    @Test
    void there_is_one_per_processor_and_never_one_alone() {
        assertThat(EventLoops.count(1)).isEqualTo(2);
        assertThat(EventLoops.count(2)).isEqualTo(2);
        assertThat(EventLoops.count(16)).isEqualTo(16);
    }

    @Test
    void an_application_that_starts_says_how_many() {
        new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run()
                .close();

        assertThat(System.getProperty(EventLoops.COUNT))
                .isEqualTo(
                        Integer.toString(EventLoops.count(Runtime.getRuntime().availableProcessors())));
    }
}
