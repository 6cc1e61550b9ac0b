package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A blank is a value like others, and of most types it is a wrong one. */
@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StrictParametersTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bool",
                "whole",
                "longer",
                "decimal",
                "uuid",
                "cart",
                "sku",
                "at",
                "day",
                "size",
                "money",
                "currency",
                "list",
                "map",
                "item"
            })
    void a_blank_in_json_is_nothing_but_a_text(String field) {
        for (String blank : new String[] {"", " ", "\\t", "\\u00a0"}) {
            client().post()
                    .uri("/values")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"" + field + "\": \"" + blank + "\"}")
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bool",
                "whole",
                "longer",
                "uuid",
                "cart",
                "sku",
                "at",
                "day",
                "size",
                "limit",
                "currency",
                "sizes",
            })
    void a_blank_in_a_query_is_nothing_but_a_text(String name) {
        for (String blank : new String[] {"", "=", "=%20", "=%09", "=%20%20"}) {
            refused("?" + name + blank, name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bool=yes, bool",
        "bool=1, bool",
        "bool=on, bool",
        "bool=TRUE, bool",
        "bool=%20true, bool",
        "whole=0x10, whole",
        "whole=%2B1, whole",
        "whole=1%202, whole",
        "whole=99999999999, whole",
        "whole=%D9%A1, whole",
        "longer=%23ff, longer",
        "longer=9999999999999999999, longer",
        "number=0x10, number",
        "number=, number",
        "uuid=1-1-1-1-1, uuid",
        "sizes=SMALL&sizes=, sizes",
    })
    void a_value_in_a_query_is_of_its_type_or_wrong(String query, String name) {
        refused("?" + query, name);
    }

    @Test
    void a_position_in_a_header_that_says_nothing_is_none() {
        client().get()
                .uri("/values")
                .header(EventPosition.MIN_HEADER, "")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void moments_are_cut_to_what_every_store_keeps() {
        assertThat(get("?at=2012-12-31T23:59:59.9999999Z")).isEqualTo("\"2012-12-31T23:59:59.999999Z\"");
        assertThat(get("?at=1950-12-31T23:59:59.999999999Z")).isEqualTo("\"1950-12-31T23:59:59.999999Z\"");
        client().post()
                .uri("/values")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"at\": \"2012-12-31T23:59:59.999999999Z\"}")
                .exchange()
                .expectBody()
                .jsonPath("$.at")
                .isEqualTo("2012-12-31T23:59:59.999999Z");
    }

    private String get(String query) {
        return client().get()
                .uri("/values" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private void refused(String query, String name) {
        client().get()
                .uri(URI.create("http://127.0.0.1:" + port + "/api/v1/values" + query))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(name);
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                .build();
    }
}
