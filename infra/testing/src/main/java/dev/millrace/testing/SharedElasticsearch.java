package dev.millrace.testing;

import dev.millrace.local.ElasticsearchAddress;
import dev.millrace.local.LocalServer;
import java.net.URI;
import org.testcontainers.elasticsearch.ElasticsearchContainer;

/** Holds the shared Elasticsearch; the class is initialised by the first who asks. */
final class SharedElasticsearch {
    private static final ElasticsearchAddress ADDRESS = Engine.containers() ? container() : local();

    private SharedElasticsearch() {}

    static ElasticsearchAddress address() {
        return ADDRESS;
    }

    private static ElasticsearchAddress local() {
        return AtJvmEnd.close(TestServers.own(LocalServer.ELASTICSEARCH)).elasticsearch();
    }

    @SuppressWarnings("resource") // closed at the JVM's end
    private static ElasticsearchAddress container() {
        ElasticsearchContainer elasticsearch = AtJvmEnd.close(new ElasticsearchContainer("elasticsearch:9.5.3")
                .withEnv("xpack.security.enabled", "false")
                .withEnv("action.auto_create_index", "false")
                .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false")
                .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m"));
        elasticsearch.start();
        return new ElasticsearchAddress(URI.create("http://" + elasticsearch.getHttpHostAddress()));
    }
}
