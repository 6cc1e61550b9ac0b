package dev.millrace.history;

import dev.millrace.projections.ReadModelWriter;
import dev.millrace.projections.Transactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read model of order histories. */
@Configuration(proxyBeanMethods = false)
class HistoryProjecting {

    @Bean
    ReadModelWriter historyWriter(Transactions projectionTransactions) {
        return new HistoryWriter(projectionTransactions);
    }
}
