package dev.millrace.commandside;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param timeout how long a request waits for its command; what happens to the command after that is not known */
@ConfigurationProperties("millrace.commands")
record CommandSettings(@DefaultValue("10s") Duration timeout) {

    /** @throws IllegalArgumentException if it isn't above zero */
    CommandSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("millrace.commands.timeout must be a time above zero");
        }
    }
}
