package dev.millrace.projections;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.history.HistorySchema;
import dev.millrace.product.ProductDocument;
import dev.millrace.product.ProductIndex;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.sales.SalesSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All that a generation of a read model holds, in a form that two generations can be compared in. */
final class ReadModelContents {

    private interface Kind {
        SortedMap<String, String> contents(ReadModelContents all, long generation);
    }

    private static final Map<Projection, Kind> KINDS = Map.of(
            LiveKeys.PROJECTION, (all, generation) -> live(all.redis, new LiveKeys(generation).prefix()),
            ProductIndex.PROJECTION, ReadModelContents::products,
            HistorySchema.PROJECTION,
                    (all, generation) -> all.tables(
                            HistorySchema.name(generation), List.of("orders", "order_lines", "order_events")),
            SalesSchema.PROJECTION,
                    (all, generation) -> all.tables(
                            SalesSchema.name(generation), List.of("orders", "lines", "days", "products", "countries")));

    /** All that a platform has. */
    static final Set<Projection> PROJECTIONS = KINDS.keySet();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final ReactiveStringRedisTemplate redis;
    private final ElasticsearchAsyncClient elasticsearch;
    private final Transactions postgres;

    ReadModelContents(
            ReactiveStringRedisTemplate redis, ElasticsearchAsyncClient elasticsearch, Transactions postgres) {
        this.redis = redis;
        this.elasticsearch = elasticsearch;
        this.postgres = postgres;
    }

    SortedMap<String, String> of(Projection projection, long generation) {
        return Objects.requireNonNull(KINDS.get(projection), projection.text()).contents(this, generation);
    }

    /** All values and fields of the keys that begin so. */
    static SortedMap<String, String> live(ReactiveStringRedisTemplate redis, String prefix) {
        var all = ScanOptions.scanOptions().match(prefix + "*").count(MOST).build();
        SortedMap<String, String> contents = new TreeMap<>();
        redis.scan(all)
                .concatMap(key -> redis.type(key)
                        .flatMapMany(type -> type.code().equals("hash")
                                ? redis.<String, String>opsForHash()
                                        .entries(key)
                                        .doOnNext(field -> contents.put(
                                                key.substring(prefix.length()) + "/" + field.getKey(),
                                                field.getValue()))
                                : redis.opsForValue()
                                        .get(key)
                                        .doOnNext(value -> contents.put(key.substring(prefix.length()), value))))
                .blockLast(PATIENCE);
        return contents;
    }

    private SortedMap<String, String> products(long generation) {
        var index = ProductIndex.name(generation);
        SortedMap<String, String> contents = new TreeMap<>();
        Mono.fromFuture(() -> elasticsearch.indices().refresh(refresh -> refresh.index(index)))
                .then(Mono.fromFuture(
                        () -> elasticsearch.search(search -> search.index(index).size(MOST), ProductDocument.class)))
                .block(PATIENCE)
                .hits()
                .hits()
                .forEach(hit -> contents.put(hit.id(), String.valueOf(hit.source())));
        return contents;
    }

    private SortedMap<String, String> tables(String schema, List<String> tables) {
        SortedMap<String, String> contents = new TreeMap<>();
        Flux.fromIterable(tables)
                .concatMap(table -> postgres.query(
                                row -> String.valueOf(row.get(0, String.class)),
                                "select to_jsonb(t)::text from %s.%s t".formatted(schema, table))
                        .doOnNext(row -> contents.put(table + " " + row, "")))
                .blockLast(PATIENCE);
        return contents;
    }
}
