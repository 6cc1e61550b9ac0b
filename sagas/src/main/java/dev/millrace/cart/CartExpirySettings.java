package dev.millrace.cart;

import dev.millrace.connections.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When carts expire, from their last change.
 *
 * @param guest those of guests
 * @param customer those of customers
 */
@ConfigurationProperties("millrace.carts.expiry")
public record CartExpirySettings(
        @DefaultValue("7d") Duration guest,
        @DefaultValue("30d") Duration customer) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public CartExpirySettings {
        Setting.positive("millrace.carts.expiry.guest", guest);
        Setting.positive("millrace.carts.expiry.customer", customer);
    }
}
