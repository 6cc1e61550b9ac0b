package dev.millrace.connections;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Elasticsearch is.
 *
 * @param uris nodes of one cluster, {@code http://host:9200}
 * @param username absent where the cluster asks for none
 * @param timeout how long a request may take; a bulk of a rebuild is the longest of them
 */
@ConfigurationProperties("millrace.elasticsearch")
public record ElasticsearchSettings(
        List<URI> uris,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("10s") Duration timeout) {

    /** @throws IllegalArgumentException naming the setting that is missing or malformed */
    public ElasticsearchSettings {
        uris = checked(uris);
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "millrace.elasticsearch.username and millrace.elasticsearch.password belong together");
        }
        Setting.positive("millrace.elasticsearch.timeout", timeout);
    }

    private static List<URI> checked(@Nullable List<URI> uris) {
        if (uris == null || uris.isEmpty()) {
            throw new IllegalArgumentException("millrace.elasticsearch.uris is not set");
        }
        for (URI uri : uris) {
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "millrace.elasticsearch.uris must be like http://host:9200, without user or password");
            }
        }
        return List.copyOf(uris);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return uris.toString();
    }
}
