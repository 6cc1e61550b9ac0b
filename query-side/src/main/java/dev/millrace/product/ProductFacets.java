package dev.millrace.product;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.aggregations.RangeBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "How many of the products found fall under each value; those that were asked for. Each counts as if it were"
                        + " not filtered by")
record ProductFacets(
        @Schema(description = "Cheapest first; those that no product is in are left out") @Nullable
        List<PriceRange> prices,

        @Nullable Availability availability) {

    /** Where ranges begin, in hundredths of a currency that has them. */
    private static final List<Long> BOUNDS = List.of(100L, 250L, 500L, 1_000L, 2_500L, 5_000L, 10_000L);

    private static final String RANGES = "ranges";
    private static final String AVAILABLE = "available";
    private static final String UNAVAILABLE = "unavailable";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PriceRange", description = "Both bounds belong to it, as they do with `minPrice` and `maxPrice`")
    record PriceRange(
            @Schema(description = "Absent in the first range") @Nullable
            Money from,

            @Schema(description = "Absent in the last range") @Nullable
            Money to,

            long count) {}

    @Schema(name = "AvailabilityFacet")
    record Availability(long available, long unavailable) {}

    static Map<String, Aggregation> aggregations(ProductCriteria criteria, Set<ProductFacet> wanted) {
        Map<String, Aggregation> aggregations = new HashMap<>();
        if (wanted.contains(ProductFacet.PRICES)) {
            aggregations.put(
                    RANGES,
                    Aggregation.of(facet -> facet.filter(
                                    all(ProductMatching.availability(criteria), ProductMatching.currency(criteria)))
                            .aggregations(
                                    RANGES,
                                    Aggregation.of(ranges -> ranges.range(
                                            range -> range.field("price").ranges(ranges(criteria.currency())))))));
        }
        if (wanted.contains(ProductFacet.AVAILABILITY)) {
            List<Query> ofPrice = ProductMatching.price(criteria);
            aggregations.put(AVAILABLE, Aggregation.of(facet -> facet.filter(all(ofPrice, available(true)))));
            aggregations.put(UNAVAILABLE, Aggregation.of(facet -> facet.filter(all(ofPrice, available(false)))));
        }
        return aggregations;
    }

    /** @return absent if no facet was wanted */
    static @Nullable ProductFacets of(Map<String, Aggregate> found, Set<ProductFacet> wanted, CurrencyUnit currency) {
        return wanted.isEmpty()
                ? null
                : new ProductFacets(
                        wanted.contains(ProductFacet.PRICES) ? prices(found, currency) : null,
                        wanted.contains(ProductFacet.AVAILABILITY) ? availability(found) : null);
    }

    private static List<PriceRange> prices(Map<String, Aggregate> found, CurrencyUnit currency) {
        return named(RANGES, named(RANGES, found).filter().aggregations()).range().buckets().array().stream()
                .filter(bucket -> bucket.docCount() > 0)
                .map(bucket -> range(bucket, currency))
                .toList();
    }

    private static Availability availability(Map<String, Aggregate> found) {
        return new Availability(
                named(AVAILABLE, found).filter().docCount(),
                named(UNAVAILABLE, found).filter().docCount());
    }

    private static Aggregate named(String name, Map<String, Aggregate> found) {
        return Objects.requireNonNull(found.get(name), name);
    }

    /** Elasticsearch's upper bounds are exclusive. */
    private static PriceRange range(RangeBucket bucket, CurrencyUnit currency) {
        Double from = bucket.from();
        Double to = bucket.to();
        return new PriceRange(
                from == null ? null : Money.ofMinor(currency, Math.round(from)),
                to == null ? null : Money.ofMinor(currency, Math.round(to) - 1),
                bucket.docCount());
    }

    private static List<AggregationRange> ranges(CurrencyUnit currency) {
        // A yen is about as much as a penny; a thousandth of a dinar is less.
        double factor = Math.pow(10, Math.max(0, currency.getDecimalPlaces() - 2));
        List<AggregationRange> ranges = new ArrayList<>();
        Double from = null;
        for (Long bound : BOUNDS) {
            Double lower = from;
            double upper = bound * factor;
            ranges.add(AggregationRange.of(range -> range.from(lower).to(upper)));
            from = upper;
        }
        Double last = from;
        ranges.add(AggregationRange.of(range -> range.from(last)));
        return ranges;
    }

    private static Query available(boolean value) {
        return Query.of(query -> query.term(term -> term.field("available").value(value)));
    }

    private static Query all(List<Query> queries, Query another) {
        return Query.of(query -> query.bool(bool -> bool.filter(queries).filter(another)));
    }
}
