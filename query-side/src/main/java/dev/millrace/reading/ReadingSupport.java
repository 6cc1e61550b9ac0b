package dev.millrace.reading;

import dev.millrace.eventstore.EventLog;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.representation.ReadModels;
import dev.millrace.representation.Representations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the readers of all contexts share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuerySettings.class)
@Import(Representations.class)
public class ReadingSupport {

    @Bean
    ProblemMeanings streamProblems() {
        return StreamSlots.MEANINGS;
    }

    @Bean
    ReadYourWrites readYourWrites(ReadModels readModels, EventLog log, QuerySettings settings) {
        return new ReadYourWrites(readModels, log, settings.patience());
    }
}
