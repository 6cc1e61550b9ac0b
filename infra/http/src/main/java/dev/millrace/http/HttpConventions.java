package dev.millrace.http;

import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerTypePredicate;
import org.springframework.web.reactive.config.PathMatchConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Imported by every process that speaks HTTP. Being imported more than once changes nothing. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:http.yaml", factory = YamlDefaults.class)
@EnableConfigurationProperties(TrustedProxies.class)
@Import({BrowserGuard.class, OpenApiDocument.class})
public class HttpConventions {

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new RequestIdAccessor());
    }

    @Bean
    ClientAddress clientAddress(TrustedProxies trusted) {
        return new ClientAddress(trusted);
    }

    @Bean
    AccessLog accessLog() {
        return new AccessLog();
    }

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }

    @Bean
    OpenApiThread openApiThread() {
        return new OpenApiThread();
    }

    @Bean
    AnyTag anyTag() {
        return new AnyTag();
    }

    @Bean
    UnreadRequests unreadRequests() {
        return new UnreadRequests();
    }

    @Bean
    LargeUpgrades largeUpgrades() {
        return new LargeUpgrades();
    }

    @Bean
    UnsentBytes unsentBytes() {
        return new UnsentBytes();
    }

    @Bean
    Authentication authentication() {
        return new Authentication();
    }

    @Bean
    Negotiation negotiation() {
        return new Negotiation();
    }

    @Bean
    LargeBodies largeBodies() {
        return new LargeBodies();
    }

    @Bean
    RawBody rawBody(LargeBodies large) {
        return new RawBody(large);
    }

    /** @param timeout how long a read may go without a first byte of its answer */
    @Bean
    ReadDeadline readDeadline(@Value("${millrace.http.read-timeout}") Duration timeout) {
        return new ReadDeadline(timeout);
    }

    /** @param timeout how long a client may read nothing of an answer that waits for it */
    @Bean
    StreamedBodies streamedBodies(@Value("${millrace.http.write-timeout}") Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("millrace.http.write-timeout must be a time above zero");
        }
        return new StreamedBodies(timeout);
    }

    /** Of this application alone: the global ones end, for all in the JVM, with the first application that does. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    @Bean
    WebFluxRegistrations endpoints(LargeBodies large) {
        return new WebFluxRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Endpoints(large);
            }
        };
    }

    @Bean
    WebFluxConfigurer httpWebFlux() {
        return new Conventions();
    }

    /** After Spring Boot's own configurer, so that the server reads and writes our JSON; clients keep Boot's. */
    @Order(Ordered.LOWEST_PRECEDENCE)
    private static final class Conventions implements WebFluxConfigurer {

        @Override
        public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
            configurer.defaultCodecs().maxInMemorySize(RawBody.MAX_LARGE_BYTES);
            configurer.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(HttpJson.mapper()));
            configurer.defaultCodecs().jacksonJsonEncoder(new JacksonJsonEncoder(HttpJson.mapper()));
        }

        @Override
        @SuppressWarnings("NullAway") // a converter may find nothing, which its interface says of its type alone
        public void addFormatters(FormatterRegistry registry) {
            registry.addConverterFactory(new WordToEnum());
            registry.addConverter(String.class, Instant.class, StrictValues::instant);
            registry.addConverter(String.class, LocalDate.class, StrictValues::date);
            registry.addConverter(String.class, EventPosition.class, EventPosition::orNone);
            registry.addConverter(String.class, CurrencyUnit.class, StrictValues::currency);
        }

        @Override
        public void configurePathMatching(PathMatchConfigurer configurer) {
            configurer.addPathPrefix(
                    Api.PREFIX,
                    HandlerTypePredicate.forBasePackage("dev.millrace")
                            .and(HandlerTypePredicate.forAnnotation(RestController.class)));
        }
    }
}
