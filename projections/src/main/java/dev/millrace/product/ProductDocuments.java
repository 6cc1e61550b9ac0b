package dev.millrace.product;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import dev.millrace.product.KnownDocuments.Version;
import dev.millrace.projections.TryAgainException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The product index as Elasticsearch has it. */
public final class ProductDocuments {
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final String INDEX_MISSING = "index_not_found_exception";
    private static final int PER_REQUEST = 1_000;

    private final ElasticsearchAsyncClient client;

    public ProductDocuments(ElasticsearchAsyncClient client) {
        this.client = client;
    }

    /** @param stale SKUs whose document wasn't as expected, so that nothing was written */
    record Written(List<Version> written, Set<String> stale) {}

    Mono<Void> createIndex(long generation) {
        return Mono.fromFuture(() -> client.indices()
                        .create(create -> create.index(ProductIndex.name(generation))
                                .withJson(new StringReader(ProductIndex.definition()))
                                .aliases(writeAlias(generation), alias -> alias)))
                .then()
                .onErrorResume(ProductDocuments::existsAlready, there -> Mono.empty());
    }

    Mono<Boolean> indexExists(long generation) {
        return Mono.fromFuture(() -> client.indices().exists(exists -> exists.index(ProductIndex.name(generation))))
                .map(answer -> answer.value());
    }

    /** Makes all that was written visible to searches. */
    Mono<Void> refresh(long generation) {
        return Mono.fromFuture(() -> client.indices().refresh(refresh -> refresh.index(ProductIndex.name(generation))))
                .then();
    }

    Mono<Void> moveAlias(long generation) {
        return Mono.fromFuture(() -> client.indices()
                        .updateAliases(update -> update.actions(
                                        action -> action.remove(remove -> remove.index(ProductIndex.names())
                                                .alias(ProductIndex.ALIAS)
                                                .mustExist(false)))
                                .actions(action -> action.add(add ->
                                        add.index(ProductIndex.name(generation)).alias(ProductIndex.ALIAS)))))
                .then();
    }

    Mono<Boolean> hasAlias(long generation) {
        return Mono.fromFuture(() -> client.indices()
                        .existsAlias(exists ->
                                exists.index(ProductIndex.name(generation)).name(ProductIndex.ALIAS)))
                .map(answer -> answer.value());
    }

    Mono<Void> dropIndex(long generation) {
        return Mono.fromFuture(() -> client.indices()
                        .delete(delete ->
                                delete.index(ProductIndex.name(generation)).ignoreUnavailable(true)))
                .then();
    }

    /** Versions of those that exist. */
    Mono<List<Version>> read(long generation, List<String> skus) {
        return Flux.fromIterable(skus)
                .buffer(PER_REQUEST)
                .concatMap(some -> Mono.fromFuture(() -> client.mget(
                        get -> get.index(ProductIndex.name(generation)).ids(some), ProductDocument.class)))
                .concatMapIterable(answer -> answer.docs().stream()
                        .flatMap(item -> version(item).stream())
                        .toList())
                .collectList();
    }

    private static List<Version> version(MultiGetResponseItem<ProductDocument> item) {
        if (item.isFailure()) {
            var error = item.failure().error();
            throw INDEX_MISSING.equals(error.type())
                    ? new IllegalStateException(error.reason())
                    : new TryAgainException(error.toString());
        }
        var found = item.result();
        var document = found.source();
        var sequence = found.seqNo();
        var term = found.primaryTerm();
        return found.found() && document != null && sequence != null && term != null
                ? List.of(new Version(document, sequence, term))
                : List.of();
    }

    /** Writes each document on the condition that it is still the version it was made from. */
    Mono<Written> write(long generation, List<Version> versions) {
        return Flux.fromIterable(versions)
                .buffer(PER_REQUEST)
                .concatMap(some -> Mono.fromFuture(() -> client.bulk(bulk(generation, some)))
                        .map(answer -> outcome(some, answer)))
                .reduce(new Written(List.of(), Set.of()), (all, next) -> {
                    List<Version> written = new ArrayList<>(all.written());
                    written.addAll(next.written());
                    Set<String> stale = new TreeSet<>(all.stale());
                    stale.addAll(next.stale());
                    return new Written(written, stale);
                });
    }

    /** An index that is gone would be made by the next write, with guessed types; an alias isn't. */
    private static String writeAlias(long generation) {
        return ProductIndex.name(generation) + "-write";
    }

    private static BulkRequest bulk(long generation, List<Version> versions) {
        return BulkRequest.of(bulk -> bulk.index(writeAlias(generation))
                .requireAlias(true)
                .operations(versions.stream().map(ProductDocuments::operation).toList()));
    }

    private static BulkOperation operation(Version version) {
        var document = version.document();
        return BulkOperation.of(operation -> version.exists()
                ? operation.index(index -> index.id(document.sku())
                        .document(IndexedProduct.of(document))
                        .ifSeqNo(version.sequence())
                        .ifPrimaryTerm(version.term()))
                : operation.create(create -> create.id(document.sku()).document(IndexedProduct.of(document))));
    }

    private static Written outcome(List<Version> versions, BulkResponse answer) {
        List<Version> written = new ArrayList<>(versions.size());
        Set<String> stale = new TreeSet<>();
        for (int i = 0; i < versions.size(); i++) {
            var item = answer.items().get(i);
            var document = versions.get(i).document();
            var sequence = item.seqNo();
            var term = item.primaryTerm();
            if (item.status() == CONFLICT) {
                stale.add(document.sku());
            } else if (item.error() != null || sequence == null || term == null) {
                throw failure(item);
            } else {
                written.add(new Version(document, sequence, term));
            }
        }
        return new Written(written, stale);
    }

    private static RuntimeException failure(BulkResponseItem item) {
        var message = "document " + item.id() + ": " + item.status() + " "
                + (item.error() == null ? "" : item.error().reason());
        return item.status() == TOO_MANY_REQUESTS || item.status() == UNAVAILABLE
                ? new TryAgainException(message)
                : new IllegalStateException(message);
    }

    private static boolean existsAlready(Throwable failure) {
        return failure instanceof ElasticsearchException answer
                && "resource_already_exists_exception".equals(answer.error().type());
    }
}
