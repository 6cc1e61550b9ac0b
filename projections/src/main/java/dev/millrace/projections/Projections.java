package dev.millrace.projections;

import dev.millrace.connections.Migrations;
import dev.millrace.connections.MillraceConnections;
import dev.millrace.eventbus.EventBus;
import dev.millrace.eventbus.EventConsumer;
import dev.millrace.eventbus.EventTopic;
import dev.millrace.eventstore.EventLog;
import dev.millrace.http.HttpConventions;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.YamlDefaults;
import dev.millrace.projections.live.LiveHash;
import dev.millrace.projections.live.LiveView;
import dev.millrace.projections.live.LiveWriter;
import dev.millrace.readmodels.Projection;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** The projections, their API, and the relay that feeds them. What a context has of them is in its package, in a configuration named {@code …Projecting}. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:projections.yaml", factory = YamlDefaults.class)
@EnableConfigurationProperties(ProjectionSettings.class)
@Import({HttpConventions.class, MillraceConnections.class, EventBus.class})
@ComponentScan(basePackages = "dev.millrace", resourcePattern = "*/*Projecting.class")
public class Projections {
    private static final String SCHEMA = "projections";

    /** The read models' own statements; what they make is there once this is. */
    @Bean
    Transactions projectionTransactions(ConnectionPool pool, Migrations migrations) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return new Transactions(pool);
    }

    @Bean
    GenerationTable generationTable(Transactions projectionTransactions, List<ReadModelWriter> writers) {
        return new GenerationTable(
                projectionTransactions,
                writers.stream().collect(Collectors.toMap(ReadModelWriter::projection, ReadModelWriter::definition)));
    }

    @Bean
    PartitionTable partitionTable(Transactions projectionTransactions) {
        return new PartitionTable(projectionTransactions);
    }

    @Bean
    ParkedTable parkedTable(Transactions projectionTransactions) {
        return new ParkedTable(projectionTransactions);
    }

    @Bean
    ReadModelWriter liveWriter(
            ReactiveStringRedisTemplate redis,
            EventLog eventLog,
            ProjectionSettings settings,
            List<LiveView<?, ?>> liveViews,
            List<LiveHash<?>> liveHashes) {
        return new LiveWriter(redis, eventLog, settings.liveRetention(), liveViews, liveHashes);
    }

    @Bean
    AwaitingReaders awaitingReaders(ReactiveStringRedisTemplate redis, List<ReadModelWriter> writers) {
        return new AwaitingReaders(redis, projections(writers));
    }

    @Bean
    ProjectionEngine projectionEngine(
            List<ReadModelWriter> writers,
            GenerationTable generations,
            PartitionTable partitions,
            ParkedTable parked,
            EventLog store,
            EventTopic topic,
            EventConsumer consumer,
            ConnectionPool pool,
            ReactiveStringRedisTemplate redis,
            AwaitingReaders readers,
            ProjectionSettings settings,
            Environment environment) {
        var watch = new GenerationWatch(generations);
        var news = new ChangeNews(redis);
        Map<Projection, ReadModelWriter> byProjection = new HashMap<>();
        Map<Projection, ProjectionRunner> runners = new HashMap<>();
        Map<Projection, Fill> fills = new HashMap<>();
        for (var writer : writers) {
            byProjection.put(writer.projection(), writer);
            runners.put(writer.projection(), new ProjectionRunner(writer, partitions, parked, watch, news));
            fills.put(
                    writer.projection(),
                    new Fill(
                            store,
                            new EventApplier(writer, parked),
                            parked,
                            generations,
                            partitions,
                            settings.fillBatchSize()));
        }
        var rebuilds = new Rebuilds(byProjection, fills, generations, pool.unwrap(), settings.keepRetired());
        return new ProjectionEngine(
                byProjection,
                runners,
                generations,
                partitions,
                watch,
                rebuilds,
                topic,
                consumer,
                readers,
                Lingers.of(writers, Binder.get(environment)),
                settings.batchSize());
    }

    @Bean
    ProjectionReports projectionReports(
            GenerationTable generations, PartitionTable partitions, ParkedTable parked, EventLog store) {
        return new ProjectionReports(generations, partitions, parked, store, Clock.systemUTC());
    }

    @Bean
    ProjectionController projectionController(
            List<ReadModelWriter> writers, GenerationTable generations, ParkedTable parked, ProjectionReports reports) {
        return new ProjectionController(projections(writers), generations, parked, reports);
    }

    @Bean
    ProblemMeanings projectionProblems() {
        return ProjectionController.MEANINGS;
    }

    @Bean
    GlobalOpenApiCustomizer documentedProjections(List<ReadModelWriter> writers) {
        return new DocumentedProjections(projections(writers));
    }

    private static Set<Projection> projections(List<ReadModelWriter> writers) {
        return writers.stream().map(ReadModelWriter::projection).collect(Collectors.toUnmodifiableSet());
    }
}
