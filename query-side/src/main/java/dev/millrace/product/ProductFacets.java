package dev.millrace.product;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.aggregations.RangeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@Schema(
        description =
                "How many of the products found fall under each value; each facet counts as if it were not filtered by")
record ProductFacets(List<PriceRange> prices, Availability availability) {

    /** Bounds between ranges, in major units. */
    private static final List<String> BOUNDS = List.of("1", "2.50", "5", "10", "25", "50", "100");

    private static final String RANGES = "ranges";
    private static final String AVAILABLE = "available";
    private static final String UNAVAILABLE = "unavailable";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PriceRange")
    record PriceRange(
            @Schema(description = "Inclusive; absent in the first range") @Nullable
            Money from,

            @Schema(description = "Exclusive; absent in the last range") @Nullable
            Money to,

            long count) {}

    @Schema(name = "AvailabilityFacet")
    record Availability(long available, long unavailable) {}

    static Map<String, Aggregation> aggregations(ProductCriteria criteria) {
        List<Query> ofPrice = ProductMatching.price(criteria);
        return Map.of(
                RANGES,
                Aggregation.of(facet -> facet.filter(
                                all(ProductMatching.availability(criteria), ProductMatching.currency(criteria)))
                        .aggregations(
                                RANGES,
                                Aggregation.of(ranges -> ranges.range(
                                        range -> range.field("price").ranges(ranges(criteria.currency())))))),
                AVAILABLE,
                Aggregation.of(facet -> facet.filter(all(ofPrice, available(true)))),
                UNAVAILABLE,
                Aggregation.of(facet -> facet.filter(all(ofPrice, available(false)))));
    }

    static ProductFacets of(Map<String, Aggregate> found, CurrencyUnit currency) {
        Aggregate inRanges = named(RANGES, named(RANGES, found).filter().aggregations());
        return new ProductFacets(
                inRanges.range().buckets().array().stream()
                        .map(bucket -> range(bucket, currency))
                        .toList(),
                new Availability(
                        named(AVAILABLE, found).filter().docCount(),
                        named(UNAVAILABLE, found).filter().docCount()));
    }

    private static Aggregate named(String name, Map<String, Aggregate> found) {
        return Objects.requireNonNull(found.get(name), name);
    }

    private static PriceRange range(RangeBucket bucket, CurrencyUnit currency) {
        return new PriceRange(money(bucket.from(), currency), money(bucket.to(), currency), bucket.docCount());
    }

    private static @Nullable Money money(@Nullable Double minor, CurrencyUnit currency) {
        return minor == null ? null : Money.ofMinor(currency, Math.round(minor));
    }

    private static List<AggregationRange> ranges(CurrencyUnit currency) {
        List<Double> bounds = BOUNDS.stream()
                .map(bound -> new BigDecimal(bound)
                        .movePointRight(currency.getDecimalPlaces())
                        .doubleValue())
                .toList();
        List<AggregationRange> ranges = new ArrayList<>();
        ranges.add(AggregationRange.of(range -> range.to(bounds.getFirst())));
        for (int i = 1; i < bounds.size(); i++) {
            double from = bounds.get(i - 1);
            double to = bounds.get(i);
            ranges.add(AggregationRange.of(range -> range.from(from).to(to)));
        }
        ranges.add(AggregationRange.of(range -> range.from(bounds.getLast())));
        return ranges;
    }

    private static Query available(boolean value) {
        return Query.of(query -> query.term(term -> term.field("available").value(value)));
    }

    private static Query all(List<Query> queries, Query another) {
        return Query.of(query -> query.bool(bool -> bool.filter(queries).filter(another)));
    }
}
