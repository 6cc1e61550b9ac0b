package dev.millrace.sagas;

import dev.millrace.order.FulfilmentSettings;
import dev.millrace.payment.GatewaySettings;
import dev.millrace.testing.WrongSetting;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.sagas.batch, 0, '0, expected 1 to 10000'",
        "millrace.sagas.claim-timeout, 900ms, 'PT0.9S, expected PT1S or more'",
        "millrace.sagas.remembered, 0, '0, expected 1 to 10000000'",
        "millrace.sagas.stop-timeout, 0s, 'PT0S, expected a time above zero'",
        "millrace.sagas.retention, 0s, 'PT0S, expected a time above zero'",
        "millrace.sagas.work.lease, 0s, 'PT0S, expected a time above zero'",
        "millrace.sagas.work.poll-interval, 0s, 'PT0S, expected a time above zero'",
        "millrace.payment.gateway.timeout, 0s, 'PT0S, expected a time above zero'",
        "millrace.payment.gateway.connections, 0, '0, expected 1 to 10000'",
        "millrace.payment.gateway.retry.attempts, 0, '0, expected 1 to 100'",
        "millrace.payment.gateway.retry.first-backoff, 0s, 'PT0S, expected a time above zero'",
        "millrace.payment.gateway.retry.longest-backoff, 500ms, 'PT0.5S, expected PT1S or more'",
        "millrace.payment.gateway.circuit.requests, 0, '0, expected 1 to 1000000'",
        "millrace.payment.gateway.circuit.failure-percent, 101, '101, expected 1 to 100'",
        "millrace.payment.gateway.circuit.pause, 0s, 'PT0S, expected a time above zero'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        WrongSetting.isNamed(
                name,
                value,
                message,
                Map.of("millrace.sagas", SagaSettings.class, "millrace.payment.gateway", GatewaySettings.class));
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.sagas.reservation-period, -1s, 'PT-1S, expected a time above zero'",
        "millrace.sagas.segments, 0, '0, expected 1 to 1000'",
    })
    void a_setting_of_orders_out_of_bounds_is_named(String name, String value, String message) {
        WrongSetting.isNamed(name, value, message, Map.of("millrace.sagas", FulfilmentSettings.class));
    }
}
