package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.product.ProductEvent.ProductCreated;
import java.nio.charset.StandardCharsets;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CirculationTest {

    @ParameterizedTest
    @ValueSource(strings = {"GBP", "EUR", "USD", "JPY", "KWD", "XAF", "XCD", "XPF", "ZWG"})
    void what_a_country_pays_in_circulates(String code) {
        assertThat(Circulation.has(CurrencyUnit.of(code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ADP", "BGN", "DEM", "HRK", "VEF", "CLF", "UYI", "CHE", "USN", "XXX", "XTS", "XDR", "XAU", "XAG"
            })
    void what_went_and_what_is_no_money_does_not(String code) {
        assertThat(Circulation.has(CurrencyUnit.of(code))).isFalse();
    }

    @Test
    void amounts_have_three_decimals_at_most() {
        assertThat(Circulation.currencies())
                .hasSizeGreaterThan(150)
                .allMatch(currency -> currency.getDecimalPlaces() <= 3);
    }

    @Test
    void an_old_log_in_a_currency_that_went_is_read() {
        byte[] stored =
                "{\"sku\":\"A\",\"name\":\"Lamp\",\"description\":\"\",\"price\":{\"amount\":1250,\"currency\":\"DEM\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(EventReader.read("millrace.product.ProductCreated", "1", stored))
                .isInstanceOfSatisfying(
                        ProductCreated.class, event -> assertThat(event.price()).hasToString("DEM 12.50"));
    }
}
