package dev.millrace.product;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.reading.QuerySettings;
import dev.millrace.reading.ReadYourWrites;
import org.joda.money.CurrencyUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that read products. */
@Configuration(proxyBeanMethods = false)
public class ProductReading {

    @Bean
    ProductViewController productViewController(
            ElasticsearchAsyncClient elasticsearch,
            CurrentProducts currentProducts,
            ReadYourWrites readYourWrites,
            QuerySettings settings) {
        return new ProductViewController(
                new ProductSearch(elasticsearch),
                currentProducts,
                readYourWrites,
                CurrencyUnit.of(settings.currency()));
    }
}
