package dev.millrace.sales;

import dev.millrace.projections.ReadModelWriter;
import dev.millrace.projections.Transactions;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read model of sales. */
@Configuration(proxyBeanMethods = false)
class SalesProjecting {

    @Bean
    ReadModelWriter salesWriter(Transactions projectionTransactions, @Value("${millrace.shop.zone}") ZoneId zone) {
        return new SalesWriter(projectionTransactions, zone);
    }
}
