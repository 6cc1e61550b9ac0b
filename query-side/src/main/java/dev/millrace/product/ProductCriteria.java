package dev.millrace.product;

import dev.millrace.http.InvalidField;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemException;
import dev.millrace.schema.Wording;
import dev.millrace.search.Words;
import dev.millrace.search.Words.Wanted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What products are searched for.
 *
 * @param text words to find; absent for all products
 * @param words those of the text
 * @param currency what prices are compared in
 * @param onlyCurrency whether products priced in others are left out
 * @param minPrice in minor units, inclusive
 * @param maxPrice in minor units, inclusive
 * @param available absent for either
 */
record ProductCriteria(
        @Nullable String text,
        List<Wanted> words,
        CurrencyUnit currency,
        boolean onlyCurrency,
        @Nullable Long minPrice,
        @Nullable Long maxPrice,
        @Nullable Boolean available,
        ProductSort sort) {

    static final int LONGEST_TEXT = 200;
    static final int MOST_WORDS = 50;

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(?:\\.\\d{1,3})?");

    /**
     * @param shopCurrency what prices are in if {@code currency} is absent
     * @throws ProblemException 400 naming the parameters that are at fault
     */
    static ProductCriteria of(
            @Nullable String query,
            @Nullable String minPrice,
            @Nullable String maxPrice,
            @Nullable Boolean available,
            @Nullable CurrencyUnit currency,
            @Nullable ProductSort sort,
            CurrencyUnit shopCurrency) {
        List<InvalidField> errors = new ArrayList<>();
        String text = query == null || query.isBlank() ? null : query.strip();
        if (text != null && !Wording.fits(text, LONGEST_TEXT)) {
            errors.add(InvalidField.expecting("query", "at most " + LONGEST_TEXT + " characters long"));
        }
        List<Wanted> words = text == null ? List.of() : Words.of(text).wanted();
        if (words.size() > MOST_WORDS) {
            errors.add(InvalidField.expecting("query", "at most " + MOST_WORDS + " words"));
        }
        CurrencyUnit unit = currency == null ? shopCurrency : currency;
        Long min = minor("minPrice", minPrice, unit, errors);
        Long max = minor("maxPrice", maxPrice, unit, errors);
        if (min != null && max != null && min > max) {
            errors.add(InvalidField.expecting("minPrice", "no more than maxPrice"));
        }
        ProductSort by = sort == null ? (text == null ? ProductSort.NAME : ProductSort.RELEVANCE) : sort;
        if (by == ProductSort.RELEVANCE && text == null) {
            by = ProductSort.NAME;
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
        boolean only = currency != null || min != null || max != null || by.needsCurrency();
        return new ProductCriteria(text, words, unit, only, min, max, available, by);
    }

    private static @Nullable Long minor(
            String name, @Nullable String text, CurrencyUnit unit, List<InvalidField> errors) {
        if (text == null) {
            return null;
        }
        BigDecimal amount = AMOUNT.matcher(text).matches() ? new BigDecimal(text) : null;
        if (amount == null || amount.scale() > unit.getDecimalPlaces()) {
            errors.add(InvalidField.expecting(
                    name,
                    "a decimal such as 12.50, with at most " + unit.getDecimalPlaces() + " decimal places for "
                            + unit.getCode()));
            return null;
        }
        return amount.movePointRight(unit.getDecimalPlaces()).longValueExact();
    }
}
