package dev.millrace.reading;

import dev.millrace.readmodels.Generations;
import dev.millrace.readmodels.ProgressQuery;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** What the readers of all contexts share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuerySettings.class)
public class ReadModelReading {

    @Bean
    ReadModels queryReadModels(ConnectionPool pool) {
        return new ReadModels(new Generations(pool), new ProgressQuery(pool));
    }

    @Bean
    ReadYourWrites readYourWrites(ReadModels queryReadModels, QuerySettings settings) {
        return new ReadYourWrites(queryReadModels, settings.patience());
    }

    @Bean
    LiveStore liveStore(ReactiveStringRedisTemplate redis, ReadModels queryReadModels) {
        return new LiveStore(redis, queryReadModels);
    }

    @Bean
    ReadModelProblems readModelProblems() {
        return new ReadModelProblems();
    }
}
