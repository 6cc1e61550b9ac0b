package dev.millrace.demo;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Country codes of the retailer's country names. */
final class Countries {

    /** What the file calls by another name than the locale data, and the codes reserved for what is no one country. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "EIRE", "IE",
            "USA", "US",
            "RSA", "ZA",
            "Hong Kong", "HK",
            "Czech Republic", "CZ",
            "Channel Islands", "JE",
            "European Community", "EU",
            "Unspecified", "ZZ");

    private static final Map<String, String> CODES = Stream.of(Locale.getISOCountries())
            .collect(Collectors.toUnmodifiableMap(
                    code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH), code -> code, (a, _) -> a));

    private Countries() {}

    static String code(String name) {
        String code = OTHER_NAMES.getOrDefault(name, CODES.get(name));
        if (code == null) {
            throw new IllegalArgumentException("country '%s' is unknown".formatted(name));
        }
        return code;
    }
}
