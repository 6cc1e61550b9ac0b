package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.projections.batch-size, 0, '0, expected 1 to 100000'",
        "millrace.projections.fill-batch-size, 0, '0, expected 1 to 100000'",
        "millrace.projections.live-linger, -1ms, 'PT-0.001S, expected PT0S or more'",
        "millrace.projections.sales-linger, -1ms, 'PT-0.001S, expected PT0S or more'",
        "millrace.projections.keep-retired, -1s, 'PT-1S, expected PT0S or more'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        Binder settings = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
        assertThatThrownBy(() -> {
                    settings.bindOrCreate("millrace.projections", ProjectionSettings.class);
                })
                .hasRootCauseMessage(name + " is " + message);
    }
}
