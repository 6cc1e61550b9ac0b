package dev.millrace.queryside;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.connections.Migrations;
import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.history.HistorySchema;
import dev.millrace.local.ElasticsearchAddress;
import dev.millrace.local.PostgresAddress;
import dev.millrace.local.RedisAddress;
import dev.millrace.product.ProductIndex;
import dev.millrace.readmodels.GenerationTables;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.sales.SalesSchema;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import dev.millrace.testing.TestServers;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** The query side as a process would run it, on real servers and a port of its own, with read models to be written by tests. */
final class QueryServer implements AutoCloseable {

    static final long GENERATION = 7;

    private final ConfigurableApplicationContext context;

    private QueryServer(
            PostgresAddress postgres, RedisAddress redis, ElasticsearchAddress elasticsearch, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "server.port=0",
                "spring.main.banner-mode=off",
                "millrace.postgres.host=" + postgres.host(),
                "millrace.postgres.port=" + postgres.port(),
                "millrace.postgres.database=" + postgres.database(),
                "millrace.postgres.username=" + postgres.username(),
                "millrace.postgres.password=" + postgres.password(),
                "millrace.postgres.pool-min-size=1",
                "millrace.redis.host=" + redis.host(),
                "millrace.redis.port=" + redis.port(),
                "millrace.redis.password=" + redis.password(),
                "millrace.elasticsearch.uris=" + elasticsearch.uri()));
        settings.addAll(List.of(more));
        // As arguments, since the module's own file would have the last word over mere properties.
        context = new SpringApplicationBuilder(QuerySideApplication.class)
                .properties(Map.of("spring.config.name", "query-side"))
                .run(settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
        bean(Migrations.class).migrate("projections", "db/projections");
        sql(GenerationTables.sql("history", HistorySchema.name(GENERATION)));
        sql(GenerationTables.sql("sales", SalesSchema.name(GENERATION)));
        for (Projection projection : List.of(
                LiveKeys.PROJECTION, ProductIndex.PROJECTION, HistorySchema.PROJECTION, SalesSchema.PROJECTION)) {
            sql("insert into projections.generations (projection, generation, state) values ('%s', %d, 'active')"
                    .formatted(projection.text(), GENERATION));
        }
    }

    /** One that all tests share; it ends with the JVM. */
    static QueryServer shared() {
        return Shared.SERVER;
    }

    /** One on given servers, with an empty database. The caller closes it. */
    static QueryServer on(
            PostgresAddress postgres, RedisAddress redis, ElasticsearchAddress elasticsearch, String... more) {
        return new QueryServer(postgres, redis, elasticsearch, more);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String url() {
        return "http://127.0.0.1:" + context.getBean(Environment.class).getProperty("local.server.port") + "/api/v1";
    }

    WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl(url())
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 << 20))
                .build();
    }

    WebClient web() {
        return WebClient.builder()
                .baseUrl(url())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 << 20))
                .build();
    }

    EventLog log() {
        return bean(EventLog.class);
    }

    /** Appends events as the command side does; the position of the last. */
    long append(Set<Tag> tags, BusinessEvent... events) {
        return append(Instant.now(), tags, events);
    }

    long append(Instant time, Set<Tag> tags, BusinessEvent... events) {
        return append(time, Map.of("correlationId", "request-1", "causationId", "command-1"), tags, events);
    }

    /** What somebody brought about. */
    long append(Actor actor, Set<Tag> tags, BusinessEvent... events) {
        return append(Instant.now(), Map.of(Actor.METADATA, actor.toString()), tags, events);
    }

    private long append(Instant time, Map<String, String> metadata, Set<Tag> tags, BusinessEvent... events) {
        List<NewEvent> all = Arrays.stream(events)
                .map(event -> new NewEvent(
                        UUID.randomUUID(),
                        EventCatalog.typeName(event.getClass()),
                        EventCatalog.version(event.getClass()),
                        time,
                        EventJson.mapper().writeValueAsBytes(event),
                        metadata,
                        tags))
                .toList();
        return log().append(all, AppendCondition.none()).block();
    }

    /** Appends events with money as builds did that wrote version 1 of them (ADR 90). */
    long appendAsVersion1(Set<Tag> tags, BusinessEvent... events) {
        List<NewEvent> all = Arrays.stream(events)
                .map(event -> new NewEvent(
                        UUID.randomUUID(),
                        EventCatalog.typeName(event.getClass()),
                        "1",
                        Instant.now(),
                        EventJson.mapper()
                                .writeValueAsString(event)
                                .replace("\"minorUnits\":", "\"amount\":")
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of("correlationId", "request-1", "causationId", "command-1"),
                        tags))
                .toList();
        return log().append(all, AppendCondition.none()).block();
    }

    /** Runs statements as they are. */
    void sql(String statements) {
        Flux.usingWhen(
                        bean(ConnectionFactory.class).create(),
                        connection -> Flux.fromArray(statements.split(";\\s*\\n"))
                                .filter(statement -> !statement.isBlank())
                                .concatMap(statement ->
                                        connection.createStatement(statement).execute())
                                .concatMap(result -> result.getRowsUpdated()),
                        Connection::close)
                .blockLast();
    }

    /** Says how far a projection is. */
    void watermark(Projection projection, long position) {
        sql("""
                insert into projections.partitions (projection, partition, generation, position) values ('%s', 0, %d, %d)
                on conflict (projection, partition) do update set position = excluded.position""".formatted(projection.text(), GENERATION, position));
    }

    ReactiveStringRedisTemplate redis() {
        return bean(ReactiveStringRedisTemplate.class);
    }

    ElasticsearchAsyncClient elasticsearch() {
        return bean(ElasticsearchAsyncClient.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {
        static final QueryServer SERVER =
                on(TestServers.freshDatabase(), TestServers.redis(), TestServers.elasticsearch());
    }
}
