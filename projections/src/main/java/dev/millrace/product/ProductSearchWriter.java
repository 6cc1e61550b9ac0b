package dev.millrace.product;

import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.product.KnownDocuments.Version;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.ReadModelWriter;
import dev.millrace.projections.TryAgainException;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the product index. A batch is one bulk request, after a read of the documents that this process doesn't know yet.
 * Each write holds only if the document is as it was read; where it isn't, it is read and folded again.
 */
public final class ProductSearchWriter implements ReadModelWriter {
    private static final int MOST_ROUNDS = 10;
    private static final Set<Class<? extends BusinessEvent>> HANDLES = EventCatalog.types().stream()
            .filter(type -> ProductEvent.class.isAssignableFrom(type)
                    || (StockEvent.class.isAssignableFrom(type) && type != StockReservationRefused.class))
            .collect(Collectors.toUnmodifiableSet());

    private final ProductDocuments documents;
    private final KnownDocuments known = new KnownDocuments();

    public ProductSearchWriter(ProductDocuments documents) {
        this.documents = documents;
    }

    @Override
    public Projection projection() {
        return ProductIndex.PROJECTION;
    }

    @Override
    public String definition() {
        return ProductIndex.VERSION;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return HANDLES;
    }

    @Override
    public Mono<Void> create(long generation) {
        known.forget(generation);
        return documents.createIndex(generation);
    }

    @Override
    public Mono<Boolean> exists(long generation) {
        return documents.indexExists(generation);
    }

    @Override
    public Mono<Void> activate(long generation) {
        return documents.refresh(generation).then(documents.moveAlias(generation));
    }

    @Override
    public Mono<Boolean> answers(long generation) {
        return documents.hasAlias(generation);
    }

    @Override
    public Mono<Void> drop(long generation) {
        known.forget(generation);
        return documents.dropIndex(generation);
    }

    @Override
    public Mono<List<String>> write(long generation, List<ProjectedEvent> events) {
        Map<String, List<ProjectedEvent>> bySku = new LinkedHashMap<>();
        for (var event : events) {
            for (var sku : skus(event.event())) {
                bySku.computeIfAbsent(sku, it -> new ArrayList<>()).add(event);
            }
        }
        return settle(generation, bySku, 1)
                .thenReturn(bySku.keySet().stream().map(sku -> "product:" + sku).toList());
    }

    private Mono<Void> settle(long generation, Map<String, List<ProjectedEvent>> bySku, int round) {
        if (bySku.isEmpty()) {
            return Mono.empty();
        }
        if (round > MOST_ROUNDS) {
            return Mono.error(new TryAgainException("documents changed " + MOST_ROUNDS + " times under the write"));
        }
        return read(generation, bySku.keySet())
                .publishOn(Schedulers.parallel())
                .flatMap(before -> {
                    List<Version> changes = new ArrayList<>();
                    bySku.forEach((sku, its) -> {
                        var version = before.getOrDefault(sku, Version.absent(sku));
                        var after = fold(version.document(), its);
                        if (!after.equals(version.document())) {
                            changes.add(new Version(after, version.sequence(), version.term()));
                        }
                    });
                    return documents.write(generation, changes);
                })
                .flatMap(result -> {
                    result.written().forEach(version -> known.put(generation, version));
                    result.stale().forEach(sku -> known.forget(generation, sku));
                    Map<String, List<ProjectedEvent>> again = new LinkedHashMap<>(bySku);
                    again.keySet().retainAll(result.stale());
                    return settle(generation, again, round + 1);
                });
    }

    private Mono<Map<String, Version>> read(long generation, Collection<String> skus) {
        Map<String, Version> versions = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (var sku : skus) {
            var version = known.get(generation, sku);
            if (version == null) {
                unknown.add(sku);
            } else {
                versions.put(sku, version);
            }
        }
        return documents.read(generation, unknown).map(read -> {
            read.forEach(version -> {
                known.put(generation, version);
                versions.put(version.document().sku(), version);
            });
            return versions;
        });
    }

    private static ProductDocument fold(ProductDocument document, List<ProjectedEvent> events) {
        var next = document;
        for (var event : events) {
            next = switch (event.event()) {
                case ProductEvent product -> ProductFold.product(next, product, event.position(), event.recordedAt());
                case StockEvent stock -> ProductFold.stock(next, stock, event.position());
                default -> next;
            };
        }
        return next;
    }

    private static Collection<String> skus(BusinessEvent event) {
        return switch (event) {
            case ProductEvent product -> List.of(product.sku().value());
            case StockEvent stock ->
                stock.skus().stream().map(sku -> sku.value()).toList();
            default -> List.of();
        };
    }
}
