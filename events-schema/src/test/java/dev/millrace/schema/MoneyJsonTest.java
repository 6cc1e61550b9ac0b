package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.product.ProductEvent.ProductPriced;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Money in the log. */
class MoneyJsonTest {

    private final JsonMapper mapper = EventJson.mapper();

    @ParameterizedTest
    @CsvSource({
        "GBP 24.50,                 2450",
        "JPY 2450,                  2450",
        "KWD 2.450,                 2450",
        "CLF 0.2450,                2450",
        "GBP 0.00,                  0",
        "GBP -0.01,                 -1",
        "GBP 92233720368547758.07,  9223372036854775807",
    })
    void it_is_written_in_minor_units_whatever_its_currency_has_of_them(String money, String minorUnits) {
        String json = mapper.writeValueAsString(Money.parse(money));
        assertThat(json)
                .isEqualTo("{\"minorUnits\":%s,\"currency\":\"%s\"}".formatted(minorUnits, money.substring(0, 3)));
        assertThat(mapper.readValue(json, Money.class)).isEqualTo(Money.parse(money));
    }

    @ParameterizedTest
    @FieldSource("dev.millrace.schema.MoneySamples#ALL")
    void an_event_with_money_comes_back_as_it_went(BusinessEvent event) {
        assertThat((Object) mapper.readValue(mapper.writeValueAsBytes(event), event.getClass()))
                .isEqualTo(event);
    }

    @Test
    void the_order_of_its_fields_does_not_matter() {
        assertThat(mapper.readValue("{\"currency\":\"GBP\",\"minorUnits\":2450}", Money.class))
                .isEqualTo(Money.parse("GBP 24.50"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'minorUnits':2450}                                | currency",
                "{'currency':'GBP'}                                 | minorUnits",
                "{}                                                 | minorUnits",
                "{'amount':2450,'currency':'GBP'}                   | amount",
                "{'amount':'24.50','currency':'GBP'}                | amount",
                "{'minorUnits':2450,'currency':'GBP','amount':1}    | amount",
                "{'minorUnits':24.5,'currency':'GBP'}               | minorUnits",
                "{'minorUnits':2450.0,'currency':'GBP'}             | minorUnits",
                "{'minorUnits':'2450','currency':'GBP'}             | minorUnits",
                "{'minorUnits':null,'currency':'GBP'}               | minorUnits",
                "{'minorUnits':9223372036854775808,'currency':'GBP'}| minorUnits",
                "{'minorUnits':2450,'currency':'pounds'}            | currency",
                "{'minorUnits':2450,'currency':null}                | currency",
                "{'minorUnits':2450,'currency':826}                 | currency",
            })
    void what_we_never_write_is_refused_by_the_name_of_its_field(String price, String field) {
        String priced = "{'sku':'A','price':%s,'previous':{'minorUnits':1,'currency':'GBP'}}".formatted(price);
        assertThatThrownBy(() -> mapper.readValue(priced.replace('\'', '"'), ProductPriced.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("[\"price\"]->")
                .hasMessageContaining("[\"" + field + "\"]");
    }

    @ParameterizedTest
    @CsvSource({"2450", "'\"GBP 24.50\"'", "'[2450,\"GBP\"]'"})
    void what_is_no_object_is_no_money(String price) {
        assertThatThrownBy(() -> mapper.readValue(price, Money.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("such as {\"minorUnits\": 2450, \"currency\": \"GBP\"}");
    }

    @Test
    void a_currency_alone_is_its_code() {
        assertThat(mapper.writeValueAsString(CurrencyUnit.of("KWD"))).isEqualTo("\"KWD\"");
        assertThat(mapper.readValue("\"KWD\"", CurrencyUnit.class)).isEqualTo(CurrencyUnit.of("KWD"));
    }
}
