package dev.millrace.payment;

import dev.millrace.http.SigningSecret;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sandbox gateway's webhooks are known for its own.
 *
 * @param webhookSecret the key that both sides have; there is no default
 * @param webhookTolerance how old, or how far ahead, a signature may be
 * @param webhookRetention how long messages are kept that were handled; those that weren't are kept until they are
 */
@ConfigurationProperties("millrace.payments.sandbox")
public record WebhookSettings(
        String webhookSecret,
        @DefaultValue("5m") Duration webhookTolerance,
        @DefaultValue("30d") Duration webhookRetention) {

    /** @throws IllegalArgumentException if the secret is unfit, or a message could be forgotten while its signature holds */
    public WebhookSettings {
        // A key that everyone finds in a file of ours, or guesses, signs payments for everyone.
        if (!SigningSecret.isFit(webhookSecret)) {
            throw new IllegalArgumentException("millrace.payments.sandbox.webhook-secret must be "
                    + SigningSecret.EXPECTED + ": it signs payments");
        }
        if (webhookRetention.compareTo(webhookTolerance) <= 0) {
            throw new IllegalArgumentException("millrace.payments.sandbox.webhook-retention must be longer than"
                    + " millrace.payments.sandbox.webhook-tolerance");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookSettings[webhookTolerance=" + webhookTolerance + ", webhookRetention=" + webhookRetention + "]";
    }
}
