package dev.millrace.sandbox;

import java.util.regex.Pattern;

/** Finds what looks like a card number: 13 to 19 digits that pass Luhn's check, spaces and dashes allowed between them. */
final class CardNumbers {

    /** Identifiers have digits and dashes too, and one in some thousands would pass. */
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern DIGITS = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");

    private CardNumbers() {}

    static boolean isIn(String text) {
        return DIGITS.matcher(UUID.matcher(text).replaceAll(" uuid "))
                .results()
                .anyMatch(found -> passesLuhn(found.group().replaceAll("[ -]", "")));
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int place = 0; place < digits.length(); place++) {
            int digit = digits.charAt(digits.length() - 1 - place) - '0';
            int weighted = place % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
