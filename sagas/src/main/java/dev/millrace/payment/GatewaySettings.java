package dev.millrace.payment;

import dev.millrace.connections.Setting;
import dev.millrace.processes.PortPolicy;
import dev.millrace.processes.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the payment gateway is reached.
 *
 * @param timeout how long one request may take, connecting included
 * @param connections how many requests are under way at most
 * @param retry when a gateway that didn't answer is asked again
 * @param circuit when it is left alone for a while
 */
@ConfigurationProperties("millrace.payment.gateway")
public record GatewaySettings(
        @DefaultValue("http://127.0.0.1:8090") URI uri,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("64") int connections,
        @DefaultValue Retry retry,
        @DefaultValue Circuit circuit) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    public GatewaySettings {
        Setting.positive("millrace.payment.gateway.timeout", timeout);
        Setting.between("millrace.payment.gateway.connections", 1, 10_000, connections);
    }

    /** How the port is used. */
    public PortPolicy policy() {
        return new PortPolicy(
                connections,
                timeout,
                retry.policy(),
                new PortPolicy.Circuit(circuit.requests(), circuit.failurePercent(), circuit.pause()));
    }

    public record Retry(
            @DefaultValue("3") int attempts,
            @DefaultValue("1s") Duration firstBackoff,
            @DefaultValue("1m") Duration longestBackoff) {

        /** @throws IllegalArgumentException naming the setting that is out of bounds */
        public Retry {
            Setting.between("millrace.payment.gateway.retry.attempts", 1, 100, attempts);
            Setting.positive("millrace.payment.gateway.retry.first-backoff", firstBackoff);
            Setting.atLeast("millrace.payment.gateway.retry.longest-backoff", firstBackoff, longestBackoff);
        }

        public RetryPolicy policy() {
            return new RetryPolicy(attempts, firstBackoff, longestBackoff);
        }
    }

    /**
     * @param requests how many of the latest requests are looked at
     * @param failurePercent how many of a hundred may fail; above that the gateway is left alone
     * @param pause for how long
     */
    public record Circuit(
            @DefaultValue("100") int requests,
            @DefaultValue("90") int failurePercent,
            @DefaultValue("5s") Duration pause) {

        /** @throws IllegalArgumentException naming the setting that is out of bounds */
        public Circuit {
            Setting.between("millrace.payment.gateway.circuit.requests", 1, 1_000_000, requests);
            Setting.between("millrace.payment.gateway.circuit.failure-percent", 1, 100, failurePercent);
            Setting.positive("millrace.payment.gateway.circuit.pause", pause);
        }
    }
}
