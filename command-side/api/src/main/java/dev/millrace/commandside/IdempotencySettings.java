package dev.millrace.commandside;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;

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

    /**
     * Makes sure that a run is over before its lease is: otherwise a repeat would run beside it.
     *
     * @throws InvalidConfigurationPropertyValueException if it might not be
     */
    IdempotencySettings outlasting(CommandSettings commands) {
        if (lease.compareTo(commands.timeout()) <= 0) {
            throw new InvalidConfigurationPropertyValueException(
                    "millrace.idempotency.lease",
                    DurationStyle.SIMPLE.print(lease),
                    "It must be longer than millrace.commands.timeout, which is "
                            + DurationStyle.SIMPLE.print(commands.timeout()));
        }
        return this;
    }
}
