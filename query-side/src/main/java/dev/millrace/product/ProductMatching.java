package dev.millrace.product;

import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which products match what was typed, and how well. There are tiers, from the SKU itself over whole words, their other
 * forms and their beginnings down to words mistyped: each tier's constant outweighs all that the ones below it can add up
 * to, so that no rare misspelling ever stands above an exact hit. Within a tier the words' weight decides.
 */
final class ProductMatching {

    private static final float SKU = 1_000;
    private static final float WORDS = 400;
    private static final float STEMS = 200;
    private static final float BEGINNINGS = 90;
    /** Of scores that are below 100 for any sane query, so that they stay below the tiers. */
    private static final float WEIGHT = 0.2f;

    private static final float WEIGHT_OF_TYPOS = 0.05f;

    private static final Query LISTED =
            Query.of(query -> query.term(term -> term.field("listed").value(true)));

    private ProductMatching() {}

    /** Products that can be found at all, match the words and, if the criteria say so, have the currency. */
    static Query of(ProductCriteria criteria) {
        return Query.of(query -> query.bool(bool -> {
            bool.filter(LISTED);
            if (criteria.onlyCurrency()) {
                bool.filter(currency(criteria));
            }
            return criteria.text() == null ? bool : bool.must(words(criteria.text()));
        }));
    }

    static Query currency(ProductCriteria criteria) {
        return Query.of(query -> query.term(
                term -> term.field("currency").value(criteria.currency().getCode())));
    }

    static List<Query> price(ProductCriteria criteria) {
        return criteria.minPrice() == null && criteria.maxPrice() == null
                ? List.of()
                : List.of(Query.of(query -> query.range(range -> range.number(number ->
                        number.field("price").gte(asDouble(criteria.minPrice())).lte(asDouble(criteria.maxPrice()))))));
    }

    static List<Query> availability(ProductCriteria criteria) {
        Boolean available = criteria.available();
        return available == null
                ? List.of()
                : List.of(Query.of(
                        query -> query.term(term -> term.field("available").value(available))));
    }

    /** Products whose name or SKU begins like what has been typed so far. */
    static Query beginnings(String typed) {
        return Query.of(query -> query.bool(bool -> bool.filter(LISTED)
                .must(any(
                        matching("name.prefix", typed),
                        constant(50, matching("name.plain", typed)),
                        constant(10, matching("sku.prefix", typed))))));
    }

    private static Query words(String text) {
        return any(
                constant(
                        SKU,
                        Query.of(query ->
                                query.term(term -> term.field("sku").value(text).caseInsensitive(true)))),
                constant(WORDS, matching("name.plain", text)),
                constant(
                        STEMS,
                        Query.of(query -> query.multiMatch(match -> match.query(text)
                                .fields("name", "description")
                                .type(TextQueryType.CrossFields)
                                .operator(Operator.And)))),
                constant(BEGINNINGS, any(matching("name.prefix", text), matching("sku.prefix", text))),
                Query.of(query -> query.multiMatch(match -> match.query(text)
                        .fields("name^3", "description")
                        .operator(Operator.And)
                        .boost(WEIGHT))),
                Query.of(query -> query.multiMatch(match -> match.query(text)
                        .fields("name^2", "name.plain^2", "description")
                        .operator(Operator.And)
                        .fuzziness("AUTO")
                        .boost(WEIGHT_OF_TYPOS))));
    }

    private static Query any(Query... queries) {
        return Query.of(
                query -> query.bool(bool -> bool.should(List.of(queries)).minimumShouldMatch("1")));
    }

    private static Query matching(String field, String text) {
        return Query.of(
                query -> query.match(match -> match.field(field).query(text).operator(Operator.And)));
    }

    private static Query constant(float boost, Query filter) {
        return Query.of(
                query -> query.constantScore(constant -> constant.filter(filter).boost(boost)));
    }

    private static @Nullable Double asDouble(@Nullable Long price) {
        return price == null ? null : price.doubleValue();
    }
}
