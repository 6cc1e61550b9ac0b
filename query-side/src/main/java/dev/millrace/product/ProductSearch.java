package dev.millrace.product;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.millrace.http.Cursor;
import dev.millrace.http.Limit;
import dev.millrace.id.Sku;
import dev.millrace.representation.ReadModelProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds products in Elasticsearch, through the alias of the generation that answers. Non-blocking, thread-safe. */
final class ProductSearch {

    private static final int SUGGESTIONS = 10;

    private final ElasticsearchAsyncClient elasticsearch;
    private final SharedRefresh refresh;

    ProductSearch(ElasticsearchAsyncClient elasticsearch) {
        this.elasticsearch = elasticsearch;
        this.refresh = new SharedRefresh(Mono.fromFuture(
                        () -> elasticsearch.indices().refresh(r -> r.index(ProductIndex.ALIAS)))
                .onErrorMap(
                        ProductSearch::isMissing,
                        missing -> ReadModelProblems.missing().exception())
                .then());
    }

    /** The product's document, whatever its state; empty if there is none. Sees writes at once. */
    Mono<ProductDocument> document(Sku sku) {
        return Mono.fromFuture(() ->
                        elasticsearch.get(get -> get.index(ProductIndex.ALIAS).id(sku.value()), ProductDocument.class))
                .onErrorMap(
                        ProductSearch::isMissing,
                        missing -> ReadModelProblems.missing().exception())
                .mapNotNull(GetResponse::source);
    }

    /** Makes what was written before visible to searches; many who ask at the same time share one refresh. */
    Mono<Void> refreshed() {
        return refresh.done();
    }

    Mono<ProductsFound> find(ProductCriteria criteria, Set<ProductFacet> facets, Limit limit, @Nullable String cursor) {
        SearchRequest request = request(criteria, facets, limit, cursor);
        return Mono.fromFuture(() -> elasticsearch.search(request, ProductDocument.class))
                .onErrorMap(
                        ProductSearch::isMissing,
                        missing -> ReadModelProblems.missing().exception())
                .map(response -> found(response, criteria, facets, limit));
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
                .onErrorMap(
                        ProductSearch::isMissing,
                        missing -> ReadModelProblems.missing().exception())
                .map(response -> new ProductSuggestions(documents(response)
                        .map(it -> new ProductSuggestions.Suggestion(it.sku(), it.name()))
                        .toList()));
    }

    private static SearchRequest request(
            ProductCriteria criteria, Set<ProductFacet> facets, Limit limit, @Nullable String cursor) {
        List<Query> facetFilters = new ArrayList<>(ProductMatching.price(criteria));
        facetFilters.addAll(ProductMatching.availability(criteria));
        return SearchRequest.of(search -> {
            search.index(ProductIndex.ALIAS)
                    .query(ProductMatching.of(criteria))
                    // After the facets were counted, each of which leaves its own filter out.
                    .postFilter(all -> all.bool(bool -> bool.filter(facetFilters)))
                    .aggregations(ProductFacets.aggregations(criteria, facets))
                    .sort(criteria.sort().options())
                    .trackTotalHits(total -> total.enabled(true))
                    .trackScores(criteria.sort() == ProductSort.RELEVANCE)
                    .source(source -> source.filter(fields -> fields.excludes("stock")))
                    // Copies of a shard score slightly differently; pages of one query must come from the same.
                    .preference("q" + Integer.toHexString(Objects.hashCode(criteria.text())))
                    .size(limit.value() + 1);
            return cursor == null ? search : search.searchAfter(place(criteria.sort(), cursor));
        });
    }

    private static ProductsFound found(
            SearchResponse<ProductDocument> response, ProductCriteria criteria, Set<ProductFacet> facets, Limit limit) {
        List<Hit<ProductDocument>> hits = response.hits().hits();
        boolean more = hits.size() > limit.value();
        return new ProductsFound(
                documents(response)
                        .limit(limit.value())
                        .map(ProductResponse::of)
                        .toList(),
                response.hits().total() == null ? 0 : response.hits().total().value(),
                ProductFacets.of(response.aggregations(), facets, criteria.currency()),
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

    private static boolean isMissing(Throwable failure) {
        return failure instanceof ElasticsearchException answer && answer.status() == 404;
    }

    private record Named(String sku, String name) {}
}
