package dev.millrace.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sandbox gateway's webhooks are known for its own.
 *
 * @param webhookSecret the key that both sides have
 * @param webhookTolerance how old, or how far ahead, a signature may be
 */
@ConfigurationProperties("millrace.payments.sandbox")
public record WebhookSettings(
        String webhookSecret, @DefaultValue("5m") Duration webhookTolerance) {

    /** @throws IllegalArgumentException if there is no secret */
    public WebhookSettings {
        if (webhookSecret == null || webhookSecret.isBlank()) {
            throw new IllegalArgumentException("millrace.payments.sandbox.webhook-secret is not set");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookSettings[webhookTolerance=" + webhookTolerance + "]";
    }
}
