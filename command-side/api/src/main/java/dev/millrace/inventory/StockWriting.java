package dev.millrace.inventory;

import dev.millrace.commandside.Batches;
import dev.millrace.commandside.Writes;
import dev.millrace.http.ProblemMeanings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints that write stock. */
@Configuration(proxyBeanMethods = false)
class StockWriting {

    @Bean
    ShownStock shownStock(CurrentStock currentStock) {
        return new ShownStock(currentStock);
    }

    @Bean
    StockController stockController(Writes writes, Batches batches, ShownStock stock) {
        return new StockController(writes, batches, stock);
    }

    @Bean
    ProblemMeanings stockProblems() {
        return StockProblems.MEANINGS;
    }
}
