package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.readmodels.Projection;
import dev.millrace.testing.WrongSetting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.projections.batch-size, 0, '0, expected 1 to 100000'",
        "millrace.projections.fill-batch-size, 0, '0, expected 1 to 100000'",
        "millrace.projections.live-retention, 0s, 'PT0S, expected a time above zero'",
        "millrace.projections.keep-retired, -1s, 'PT-1S, expected PT0S or more'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        WrongSetting.isNamed(name, value, message, Map.of("millrace.projections", ProjectionSettings.class));
    }

    @Test
    void each_projection_has_its_linger_and_takes_another_by_its_name() {
        Projection projection = new Projection("order-history");
        assertThat(linger(projection, Map.of())).hasMillis(100);
        assertThat(linger(projection, Map.of("millrace.projections.order-history-linger", "7ms")))
                .hasMillis(7);
        assertThatThrownBy(() -> linger(projection, Map.of("millrace.projections.order-history-linger", "-1ms")))
                .hasMessage("millrace.projections.order-history-linger is PT-0.001S, expected PT0S or more");
    }

    private static Duration linger(Projection projection, Map<String, String> settings) {
        return Lingers.of(projection, ReadModelWriter.LINGER, new Binder(new MapConfigurationPropertySource(settings)));
    }
}
