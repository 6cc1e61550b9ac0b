package dev.millrace.projections;

import dev.millrace.testing.WrongSetting;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.projections.batch-size, 0, '0, expected 1 to 100000'",
        "millrace.projections.fill-batch-size, 0, '0, expected 1 to 100000'",
        "millrace.projections.live-linger, -1ms, 'PT-0.001S, expected PT0S or more'",
        "millrace.projections.sales-linger, -1ms, 'PT-0.001S, expected PT0S or more'",
        "millrace.projections.live-retention, 0s, 'PT0S, expected a time above zero'",
        "millrace.projections.keep-retired, -1s, 'PT-1S, expected PT0S or more'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        WrongSetting.isNamed(name, value, message, Map.of("millrace.projections", ProjectionSettings.class));
    }
}
