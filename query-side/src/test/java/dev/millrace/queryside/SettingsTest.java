package dev.millrace.queryside;

import dev.millrace.reading.QuerySettings;
import dev.millrace.testing.WrongSetting;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.query-side.order-streams, -1, '-1, expected 1 to 1000000'",
        "millrace.query-side.event-streams, -1, '-1, expected 1 to 1000000'",
        "millrace.query-side.heartbeat, 0s, 'PT0S, expected a time above zero'",
        "millrace.query-side.currency, DEM, 'DEM, expected the ISO 4217 code of a currency in circulation'",
        "millrace.query-side.currency, QQQ, 'QQQ, expected the ISO 4217 code of a currency in circulation'",
        "millrace.query-side.patience, -1s, 'PT-1S, expected PT0S or more'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        WrongSetting.isNamed(name, value, message, Map.of("millrace.query-side", QuerySettings.class));
    }
}
