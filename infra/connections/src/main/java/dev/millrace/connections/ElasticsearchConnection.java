package dev.millrace.connections;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest5_client.Rest5ClientTransport;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import co.elastic.clients.transport.rest5_client.low_level.Rest5ClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Elasticsearch. The client is asynchronous: {@code Mono.fromFuture(() -> client.search(…))}. Answers come on the
 * client's own few threads, which must not be blocked.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ElasticsearchSettings.class)
public class ElasticsearchConnection {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(2);
    private static final int CONNECTIONS_PER_NODE = 50;
    private static final int CONNECTIONS = 200;

    /** Connects when first used and after each failure, so that a process starts without the server. */
    @Bean(destroyMethod = "close")
    ElasticsearchAsyncClient elasticsearchClient(ElasticsearchSettings settings) {
        Timeout timeout = Timeout.of(settings.timeout());
        Rest5ClientBuilder client = Rest5Client.builder(settings.uris())
                .setConnectionConfigCallback(connection ->
                        connection.setConnectTimeout(CONNECT_TIMEOUT).setSocketTimeout(timeout))
                .setRequestConfigCallback(
                        request -> request.setResponseTimeout(timeout).setConnectionRequestTimeout(CONNECT_TIMEOUT))
                .setConnectionManagerCallback(connections ->
                        connections.setMaxConnPerRoute(CONNECTIONS_PER_NODE).setMaxConnTotal(CONNECTIONS));
        if (settings.username() != null) {
            client.setDefaultHeaders(new Header[] {basicAuthentication(settings)});
        }
        return new ElasticsearchAsyncClient(
                new Rest5ClientTransport(client.build(), new Jackson3JsonpMapper(new JsonMapper())));
    }

    @Bean
    ReactiveHealthIndicator elasticsearchHealthIndicator(ElasticsearchAsyncClient client) {
        return new ServerHealth(
                "Elasticsearch",
                () -> Mono.fromFuture(client::info).map(info -> info.version().number()));
    }

    private static Header basicAuthentication(ElasticsearchSettings settings) {
        String credentials = settings.username() + ":" + settings.password();
        return new BasicHeader(
                HttpHeaders.AUTHORIZATION,
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
