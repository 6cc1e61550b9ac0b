package dev.millrace.order;

import dev.millrace.connections.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are fulfilled.
 *
 * @param reservationPeriod how long stock is kept for an order that isn't paid, from when it was placed
 * @param segments into how many parts the orders are divided, and thus the most nodes that can share them; counts only
 *     before the first start
 */
@ConfigurationProperties("millrace.sagas")
public record FulfilmentSettings(
        @DefaultValue("15m") Duration reservationPeriod,
        @DefaultValue("16") int segments) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public FulfilmentSettings {
        Setting.positive("millrace.sagas.reservation-period", reservationPeriod);
        Setting.between("millrace.sagas.segments", 1, 1_000, segments);
    }
}
