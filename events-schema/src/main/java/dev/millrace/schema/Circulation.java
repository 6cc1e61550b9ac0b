package dev.millrace.schema;

import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;

/**
 * The currencies that something can be priced in: those of ISO 4217 that some country pays in now. No funds, metals or codes for tests, and
 * none that went. Logs may hold others, from before: who reads them takes every currency there ever was.
 */
public final class Circulation {

    /** Of the amounts that are taken in and given out. */
    private static final int MOST_DECIMALS = 3;

    private static final Set<CurrencyUnit> CURRENCIES = CurrencyUnit.registeredCurrencies().stream()
            .filter(currency -> !currency.isPseudoCurrency() && currency.getDecimalPlaces() <= MOST_DECIMALS)
            .filter(currency -> !currency.getCountryCodes().isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    private Circulation() {}

    public static boolean has(CurrencyUnit currency) {
        return CURRENCIES.contains(currency);
    }

    /** All of them. */
    public static Set<CurrencyUnit> currencies() {
        return CURRENCIES;
    }
}
