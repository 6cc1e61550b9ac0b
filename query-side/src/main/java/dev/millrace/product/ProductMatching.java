package dev.millrace.product;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.millrace.search.Words;
import dev.millrace.search.Words.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
    /**
     * With more words than these no typing errors are guessed at: Elasticsearch refuses queries of more than 1,024 clauses on
     * some machines, and a guess costs up to 80 a word.
     */
    private static final int MOST_MISTYPED = 8;

    private static final int MOST_EXPANSIONS = 10;

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
            return criteria.text() == null ? bool : bool.must(words(criteria.text(), criteria.words()));
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

    /** Products in whose name or SKU words begin like all that has been typed so far. */
    static Query beginnings(String typed) {
        List<Wanted> wanted = Words.of(typed).wanted();
        return Query.of(query -> query.bool(bool -> bool.filter(LISTED)
                .filter(each(wanted, ProductMatching::begins))
                .should(constant(50, each(wanted, word -> term("terms.words", word.forms()))))
                .should(constant(20, beginning("terms.sort", List.of(Words.folded(typed.strip())))))
                .should(constant(10, each(wanted, word -> beginning("terms.sku", word.forms()))))));
    }

    private static Query words(String text, List<Wanted> wanted) {
        boolean few = wanted.size() <= MOST_MISTYPED;
        List<Query> tiers = new ArrayList<>(List.of(
                constant(
                        SKU,
                        Query.of(query ->
                                query.term(term -> term.field("sku").value(text).caseInsensitive(true)))),
                constant(WORDS, each(wanted, ProductMatching::isWord)),
                constant(STEMS, each(wanted, ProductMatching::isForm)),
                constant(BEGINNINGS, each(wanted, ProductMatching::begins))));
        if (few) {
            tiers.add(Query.of(query -> query.bool(
                    bool -> bool.must(each(wanted, ProductMatching::resembles)).boost(WEIGHT_OF_TYPOS))));
        }
        return Query.of(query -> query.bool(bool -> bool.must(any(tiers))
                .should(wanted.stream()
                        .map(word -> weight(few ? word.stems() : word.stems().subList(0, 1)))
                        .toList())));
    }

    private static Query isWord(Wanted word) {
        return any(List.of(term("terms.words", word.forms()), term("terms.sku", word.forms())));
    }

    private static Query isForm(Wanted word) {
        return any(List.of(
                term("terms.name", word.stems()),
                term("terms.description", word.stems()),
                term("terms.sku", word.forms())));
    }

    private static Query begins(Wanted word) {
        return any(List.of(beginning("terms.words", word.forms()), beginning("terms.sku", word.forms())));
    }

    private static Query resembles(Wanted word) {
        List<Query> alike = new ArrayList<>();
        alike.add(term("terms.sku", word.forms()));
        for (String stem : Set.copyOf(word.stems())) {
            alike.add(fuzzy("terms.name", stem, 2));
            alike.add(fuzzy("terms.description", stem, 1));
        }
        return best(alike, 1);
    }

    /** How much a word says, and whether it is in the name. */
    private static Query weight(List<String> stems) {
        List<Query> weights = new ArrayList<>();
        for (String stem : Set.copyOf(stems)) {
            weights.add(weighed("terms.name", stem, 3));
            weights.add(weighed("terms.description", stem, 1));
        }
        return best(weights, WEIGHT);
    }

    /** All of what is wanted, or nothing if nothing is. */
    private static Query each(List<Wanted> wanted, Function<Wanted, Query> one) {
        return wanted.isEmpty()
                ? Query.of(query -> query.matchNone(none -> none))
                : Query.of(query ->
                        query.bool(bool -> bool.must(wanted.stream().map(one).toList())));
    }

    private static Query any(List<Query> queries) {
        return Query.of(query -> query.bool(bool -> bool.should(queries).minimumShouldMatch("1")));
    }

    private static Query best(List<Query> queries, float boost) {
        return Query.of(query -> query.disMax(best -> best.queries(queries).boost(boost)));
    }

    private static Query term(String field, List<String> anyOf) {
        return Query.of(query -> query.terms(terms -> terms.field(field)
                .terms(values -> values.value(anyOf.stream().map(FieldValue::of).toList()))));
    }

    private static Query beginning(String field, List<String> anyOf) {
        return any(anyOf.stream()
                .map(form -> Query.of(
                        query -> query.prefix(prefix -> prefix.field(field).value(form))))
                .toList());
    }

    private static Query weighed(String field, String stem, float boost) {
        return Query.of(
                query -> query.term(term -> term.field(field).value(stem).boost(boost)));
    }

    private static Query fuzzy(String field, String stem, float boost) {
        return Query.of(query -> query.fuzzy(fuzzy -> fuzzy.field(field)
                .value(stem)
                .fuzziness("AUTO")
                .maxExpansions(MOST_EXPANSIONS)
                .boost(boost)));
    }

    private static Query constant(float boost, Query filter) {
        return Query.of(
                query -> query.constantScore(constant -> constant.filter(filter).boost(boost)));
    }

    private static @Nullable Double asDouble(@Nullable Long price) {
        return price == null ? null : price.doubleValue();
    }
}
