package dev.millrace.http;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps pages of others from acting on a server through somebody's browser, and answers them with problems. A part of the conventions, and all of
 * them that a server needs which has an interface of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustedNames.class)
public class BrowserGuard {

    @Bean
    RequestId requestId() {
        return new RequestId();
    }

    @Bean
    Problems problems(ObjectProvider<ProblemMapping> mappings) {
        return new Problems(mappings.orderedStream().toList());
    }

    @Bean
    HostAndOrigin hostAndOrigin(TrustedNames trusted) {
        return new HostAndOrigin(trusted);
    }

    @Bean
    BodyHeaders bodyHeaders() {
        return new BodyHeaders();
    }
}
