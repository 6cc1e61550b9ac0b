package dev.millrace.commandside;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How repeated requests are treated.
 *
 * @param lease how long a run has a request to itself; longer than {@code millrace.commands.timeout}
 * @param patience how long a repeat waits for the answer to a run that is under way
 * @param retention how long answers are kept
 */
@ConfigurationProperties("millrace.idempotency")
record IdempotencySettings(
        @DefaultValue("15s") Duration lease,
        @DefaultValue("2s") Duration patience,
        @DefaultValue("24h") Duration retention) {

    /** @throws IllegalArgumentException if one isn't above zero */
    IdempotencySettings {
        if (!lease.isPositive() || patience.isNegative() || !retention.isPositive()) {
            throw new IllegalArgumentException("millrace.idempotency.* must be times above zero");
        }
    }
}
