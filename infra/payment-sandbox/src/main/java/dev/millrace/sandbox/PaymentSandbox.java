package dev.millrace.sandbox;

import dev.millrace.http.BrowserGuard;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The gateway's beans. Auto-configurations are named one by one: beside the platform in one JVM the class path is full of
 * others that are none of the sandbox's business.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
@Import(BrowserGuard.class)
@ImportAutoConfiguration({
    CodecsAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    ErrorWebFluxAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    SslAutoConfiguration.class,
    WebFluxAutoConfiguration.class
})
public class PaymentSandbox {

    @Bean
    Journal paymentJournal(SandboxSettings settings) throws IOException {
        Path folder = settings.folder();
        return folder == null ? new ForgetfulJournal() : FileJournal.in(folder);
    }

    @Bean
    Ledger paymentLedger(Journal journal, Webhooks webhooks) throws IOException {
        return Ledger.replay(journal, webhooks::tell);
    }

    @Bean
    Webhooks webhooks(SandboxSettings settings) {
        return new Webhooks(settings.webhooks(), WebClient.create());
    }

    @Bean
    RouterFunction<ServerResponse> paymentRoutes(Ledger ledger, SandboxSettings settings) {
        return new PaymentRoutes(ledger, new TokenBehaviour(settings)).routes();
    }
}
