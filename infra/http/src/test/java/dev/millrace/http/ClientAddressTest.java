package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

class ClientAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway", "10.0.0.0/33", "10.0.0.0/0", "10.0.0.0/x", "10.0.0.0/8/8", "2001:db8::/129", "*"})
    void what_is_no_network_is_refused_at_the_start(String proxy) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(proxy)))
                .hasMessageStartingWith("millrace.http.proxies has '" + proxy + "' in it");
    }

    private static WebTestClient.ResponseSpec ask(int port, String... forwardedFor) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri("/api/v1/client")
                .headers(headers -> {
                    for (String line : forwardedFor) {
                        headers.add("X-Forwarded-For", line);
                    }
                })
                .exchange();
    }

    private static void answers(WebTestClient.ResponseSpec response, String address) {
        response.expectStatus().isOk().expectBody().jsonPath("$.address").isEqualTo(address);
    }

    @Nested
    @SpringBootTest(
            classes = SampleApi.class,
            webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
            properties = "millrace.http.proxies=127.0.0.1,10.0.0.0/8,2001:db8::/32,")
    class Behind_proxies {

        @LocalServerPort
        private int port;

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "192.0.2.7                          | 192.0.2.7",
                    "192.0.2.7, 10.1.2.3                | 192.0.2.7",
                    "198.51.100.9, 192.0.2.7, 10.1.2.3  | 192.0.2.7",
                    "192.0.2.7,2001:db8::5              | 192.0.2.7",
                    "2001:DB9::7                        | 2001:db9:0:0:0:0:0:7",
                    "10.9.9.9, 10.1.2.3                 | 10.9.9.9",
                    "192.0.2.7, unknown                 | 127.0.0.1",
                    "192.0.2.7, localhost, 10.1.2.3     | 10.1.2.3",
                    "192.0.2.7:4711                     | 127.0.0.1",
                    "','                                | 127.0.0.1",
                })
        void the_last_address_that_is_none_of_theirs_is_the_clients(String forwardedFor, String client) {
            answers(ask(port, forwardedFor), client);
        }

        @Test
        void several_lines_are_one_list() {
            answers(ask(port, "198.51.100.9, 192.0.2.7", "10.1.2.3"), "192.0.2.7");
        }

        @Test
        void without_the_header_it_is_the_peer() {
            answers(ask(port), "127.0.0.1");
        }
    }

    @Nested
    @SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
    class Behind_nothing {

        @LocalServerPort
        private int port;

        @Test
        void nobodys_word_is_believed() {
            answers(ask(port, "192.0.2.7"), "127.0.0.1");
        }
    }
}
