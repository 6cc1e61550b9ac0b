package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page, open in a browser on this machine, can do to a node that asks for no password. */
class ElasticsearchPagesTest {

    @TempDir
    static Path folder;

    private static LocalServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = LocalServers.start(TestSettings.in(folder).withServers(LocalServer.ELASTICSEARCH));
        Mark.inElasticsearch(servers.elasticsearch(), "kept");
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: rebound.example:9200",
                "Host: 127.0.0.1.rebound.example",
                "Host: localhost\r\nOrigin: http://evil.example",
                "Host: localhost\r\nOrigin: null",
                "Host: rebound.example\r\nOrigin: http://rebound.example",
            })
    void a_page_reads_nothing_and_deletes_nothing(String headers) throws Exception {
        assertThat(answer("GET /mark/_source/1", headers))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("kept");
        assertThat(answer("POST /mark/_close", headers)).startsWith("HTTP/1.1 403 ");
        assertThat(answer("DELETE /mark", headers)).startsWith("HTTP/1.1 403 ");
        assertThat(Mark.ofElasticsearch(servers.elasticsearch())).isEqualTo("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9200", "localhost", "[::1]:9200"})
    void a_program_of_this_machine_reads(String host) throws IOException {
        assertThat(answer("GET /mark/_source/1", "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    private static String answer(String line, String headers) throws IOException {
        try (Socket socket = new Socket(
                servers.elasticsearch().uri().getHost(),
                servers.elasticsearch().uri().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
