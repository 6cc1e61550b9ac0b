package dev.millrace.eventbus;

import dev.millrace.connections.PublicUrl;
import dev.millrace.testing.WrongSetting;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "millrace.bus.partitions, 1001, '1001, expected 1 to 1000'",
        "millrace.bus.replication, 0, '0, expected 1 to 100'",
        "millrace.bus.retention, 0s, 'PT0S, expected a time above zero'",
    })
    void a_setting_out_of_bounds_is_named(String name, String value, String message) {
        WrongSetting.isNamed(name, value, message, Map.of("millrace.bus", BusSettings.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop.example", "ftp://shop.example", "https://", "https://shop.example/?a=b", "https://a b"})
    void an_address_that_is_none_is_named(String url) {
        WrongSetting.isNamed(
                PublicUrl.SETTING,
                url,
                url.replaceFirst("/+$", "") + ", expected an address such as https://shop.example",
                Map.of("millrace", PublicUrl.class));
    }
}
