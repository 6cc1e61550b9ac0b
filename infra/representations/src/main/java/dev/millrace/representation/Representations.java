package dev.millrace.representation;

import dev.millrace.connections.EventStoreConnection;
import dev.millrace.connections.RedisConnection;
import dev.millrace.eventstore.EventLog;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.readmodels.Standings;
import io.r2dbc.pool.ConnectionPool;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/**
 * Things as they are, for whoever shows them. What a context has to show is in its package, in a configuration named {@code …Representing}. Being
 * imported more than once changes nothing.
 */
@Configuration(proxyBeanMethods = false)
@Import({EventStoreConnection.class, RedisConnection.class})
@ComponentScan(basePackages = "dev.millrace", resourcePattern = "*/*Representing.class")
public class Representations {

    @Bean
    ProgressNews progressNews(ReactiveStringRedisTemplate redis) {
        return new ProgressNews(redis);
    }

    @Bean
    ReadModels readModels(ConnectionPool pool, ProgressNews progressNews) {
        return new ReadModels(new Standings(pool), progressNews);
    }

    @Bean
    ReadModelProblems readModelProblems() {
        return new ReadModelProblems();
    }

    @Bean
    ProblemMeanings readModelProblemMeanings() {
        return ReadModelProblems.MEANINGS;
    }

    @Bean
    GlobalOperationCustomizer readsAtPosition() {
        return new ReadsAtPosition();
    }

    @Bean
    LiveStore liveStore(ReactiveStringRedisTemplate redis, ReadModels readModels) {
        return new LiveStore(redis, readModels);
    }

    @Bean
    LogFolds logFolds(EventLog log) {
        return new LogFolds(log);
    }
}
