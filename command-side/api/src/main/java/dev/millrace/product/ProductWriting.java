package dev.millrace.product;

import dev.millrace.commandside.Batches;
import dev.millrace.commandside.Writes;
import dev.millrace.http.ProblemMeanings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that write products. */
@Configuration(proxyBeanMethods = false)
class ProductWriting {

    @Bean
    ShownProducts shownProducts(CurrentProducts currentProducts) {
        return new ShownProducts(currentProducts);
    }

    @Bean
    ProductController productController(Writes writes, ShownProducts products) {
        return new ProductController(writes, products);
    }

    @Bean
    ProductBatchController productBatchController(Batches batches, ShownProducts products) {
        return new ProductBatchController(batches, products);
    }

    @Bean
    ProblemMeanings productProblems() {
        return ProductProblems.MEANINGS;
    }
}
