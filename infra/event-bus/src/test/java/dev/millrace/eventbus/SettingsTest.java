package dev.millrace.eventbus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.bus.partitions, 1001, '1001, expected 1 to 1000'",
        "millrace.bus.replication, 0, '0, expected 1 to 100'",
        "millrace.bus.retention, 0s, 'PT0S, expected a time above zero'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        Binder settings = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
        assertThatThrownBy(() -> {
                    settings.bindOrCreate("millrace.bus", BusSettings.class);
                })
                .hasRootCauseMessage(name + " is " + message);
    }
}
