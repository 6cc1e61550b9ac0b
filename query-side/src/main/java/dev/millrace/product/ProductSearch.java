package dev.millrace.product;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.http.Cursor;
import dev.millrace.http.Limit;
import dev.millrace.id.Sku;
import dev.millrace.representation.ReadModelProblems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds products in Elasticsearch, through the alias of the generation that answers. Non-blocking, thread-safe. */
final class ProductSearch {

    private static final int SUGGESTIONS = 10;
    /** The index itself shows a change up to a second later. */
    private static final Duration LATELY = Duration.ofMillis(200);

    private static final int MOST_REMEMBERED = 512;

    private final ElasticsearchAsyncClient elasticsearch;
    private final SharedRefresh refresh;
    /** What everybody looks at is asked for once. */
    private final AsyncCache<Asked, ProductsFound> lately = Caffeine.newBuilder()
            .expireAfterWrite(LATELY)
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .buildAsync();

    ProductSearch(ElasticsearchAsyncClient elasticsearch) {
        this.elasticsearch = elasticsearch;
        this.refresh = new SharedRefresh(Mono.fromFuture(
                        () -> elasticsearch.indices().refresh(r -> r.index(ProductIndex.ALIAS)))
                .onErrorMap(ProductSearch::isMissing, ProductSearch::missing)
                .then());
    }

    /** The product's document, whatever its state; empty if there is none. Sees writes at once. */
    Mono<ProductDocument> document(Sku sku) {
        return Mono.fromFuture(() ->
                        elasticsearch.get(get -> get.index(ProductIndex.ALIAS).id(sku.value()), ProductDocument.class))
                .onErrorMap(ProductSearch::isMissing, ProductSearch::missing)
                .mapNotNull(GetResponse::source);
    }

    /**
     * One page of a search.
     *
     * @param cursor absent for the first
     */
    record Asked(
            ProductCriteria criteria,
            Set<ProductFacet> facets,
            Limit limit,
            @Nullable String cursor) {}

    /** Makes what was written before visible to searches; many who ask at the same time share one refresh. */
    Mono<Void> refreshed() {
        return refresh.done();
    }

    /** As the index was a fifth of a second ago, or is now. */
    Mono<ProductsFound> find(Asked asked) {
        // One of those who wait may go without taking the answer from the others.
        return Mono.fromFuture(() -> lately.get(asked, (key, direct) -> search(key)), true)
                .onErrorMap(ProductSearch::isMissing, ProductSearch::missing);
    }

    /** As the index is. */
    Mono<ProductsFound> findNow(Asked asked) {
        return Mono.fromFuture(() -> search(asked)).onErrorMap(ProductSearch::isMissing, ProductSearch::missing);
    }

    private CompletableFuture<ProductsFound> search(Asked asked) {
        return elasticsearch
                .search(request(asked), ProductDocument.class)
                .thenApply(response -> found(response, asked));
    }

    Mono<ProductSuggestions> suggest(String typed) {
        Query beginnings = ProductMatching.beginnings(typed);
        return Mono.fromFuture(() -> elasticsearch.search(
                        search -> search.index(ProductIndex.ALIAS)
                                .query(beginnings)
                                .sort(ProductSort.RELEVANCE.options())
                                .source(source -> source.filter(fields -> fields.includes("sku", "name")))
                                .size(SUGGESTIONS),
                        Named.class))
                .onErrorMap(ProductSearch::isMissing, ProductSearch::missing)
                .map(response -> new ProductSuggestions(documents(response)
                        .map(it -> new ProductSuggestions.Suggestion(it.sku(), it.name()))
                        .toList()));
    }

    private static SearchRequest request(Asked asked) {
        ProductCriteria criteria = asked.criteria();
        String cursor = asked.cursor();
        List<Query> facetFilters = new ArrayList<>(ProductMatching.price(criteria));
        facetFilters.addAll(ProductMatching.availability(criteria));
        return SearchRequest.of(search -> {
            search.index(ProductIndex.ALIAS)
                    .query(ProductMatching.of(criteria))
                    // After the facets were counted, each of which leaves its own filter out.
                    .postFilter(all -> all.bool(bool -> bool.filter(facetFilters)))
                    .aggregations(ProductFacets.aggregations(criteria, asked.facets()))
                    .sort(criteria.sort().options())
                    .trackTotalHits(total -> total.enabled(true))
                    .trackScores(criteria.sort() == ProductSort.RELEVANCE)
                    .source(source -> source.filter(fields -> fields.excludes("stock")))
                    // Copies of a shard score slightly differently; pages of one query must come from the same.
                    .preference("q" + Integer.toHexString(Objects.hashCode(criteria.text())))
                    .size(asked.limit().value() + 1);
            return cursor == null ? search : search.searchAfter(place(criteria.sort(), cursor));
        });
    }

    private static ProductsFound found(SearchResponse<ProductDocument> response, Asked asked) {
        ProductCriteria criteria = asked.criteria();
        Limit limit = asked.limit();
        List<Hit<ProductDocument>> hits = response.hits().hits();
        boolean more = hits.size() > limit.value();
        return new ProductsFound(
                documents(response)
                        .limit(limit.value())
                        .map(ProductResponse::of)
                        .toList(),
                response.hits().total() == null ? 0 : response.hits().total().value(),
                ProductFacets.of(response.aggregations(), asked.facets(), criteria.currency()),
                more ? cursor(criteria.sort(), hits.get(limit.value() - 1)) : null);
    }

    private static <T> Stream<T> documents(SearchResponse<T> response) {
        return response.hits().hits().stream().map(Hit::source).filter(Objects::nonNull);
    }

    private static String cursor(ProductSort sort, Hit<ProductDocument> last) {
        return Cursor.encode(
                list(sort),
                last.sort().getFirst()._toJsonString(),
                last.sort().getLast()._toJsonString());
    }

    private static List<FieldValue> place(ProductSort sort, String cursor) {
        List<String> parts = Cursor.decode(list(sort), 2, cursor);
        try {
            return List.of(sort.value(parts.getFirst()), FieldValue.of(parts.getLast()));
        } catch (IllegalArgumentException forged) {
            throw Cursor.refusal();
        }
    }

    private static String list(ProductSort sort) {
        return "products-" + sort.name().toLowerCase(Locale.ROOT);
    }

    private static Throwable missing(Throwable cause) {
        return ReadModelProblems.missing().exception();
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof ElasticsearchException answer && answer.status() == 404;
    }

    private record Named(String sku, String name) {}
}
