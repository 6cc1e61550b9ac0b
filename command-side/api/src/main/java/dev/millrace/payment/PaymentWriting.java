package dev.millrace.payment;

import dev.millrace.commandside.CommandSideDatabase;
import dev.millrace.commandside.Purge;
import dev.millrace.eventstore.decision.Commands;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint to which gateways tell what became of payments. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class PaymentWriting {

    @Bean
    PaymentWebhooks paymentWebhooks(
            Commands commands, CommandSideDatabase commandSideDatabase, WebhookSettings settings, Clock commandClock) {
        return new PaymentWebhooks(commands, commandSideDatabase, settings, commandClock);
    }

    @Bean
    Purge webhookPurge(PaymentWebhooks webhooks) {
        return webhooks.purge();
    }
}
