package dev.millrace.product;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.projections.ReadModelWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read model that products are searched in. */
@Configuration(proxyBeanMethods = false)
class ProductProjecting {

    @Bean
    ReadModelWriter productSearchWriter(ElasticsearchAsyncClient client) {
        return new ProductSearchWriter(new ProductDocuments(client));
    }
}
