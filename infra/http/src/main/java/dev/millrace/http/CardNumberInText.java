package dev.millrace.http;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds a card number within a text that isn't about payment: 14 to 19 digits in one run, or grouped as on the card, that
 * pass Luhn's check and begin as numbers of Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay or Maestro do.
 * Stricter than {@link CardData#looksLikeCardNumber}, since clients make such texts of times (which begin with 1 until the
 * year 2033), article numbers (13 digits) and UUIDs, and every tenth number passes Luhn's check by chance.
 */
final class CardNumberInText {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern CANDIDATE = Pattern.compile("(?<!\\d)(?:\\d{14,19}"
            + "|\\d{4}([ ._-])\\d{4}\\1\\d{4}\\1\\d{4}(?:\\1\\d{3})?"
            + "|\\d{4}([ ._-])\\d{6}\\2\\d{4,5})(?!\\d)");

    private static final Pattern SEPARATORS = Pattern.compile("[ ._-]");

    private static final Pattern ISSUED = Pattern.compile("4(?:\\d{15}|\\d{18})"
            + "|5[1-5]\\d{14}|2[2-7]\\d{14}"
            + "|3[47]\\d{13}"
            + "|3[0689]\\d{12,17}|35\\d{14,17}"
            + "|(?:5[0678]|6\\d)\\d{14,17}");

    private CardNumberInText() {}

    static boolean isIn(String text) {
        return CANDIDATE
                .matcher(UUID.matcher(text).replaceAll("uuid"))
                .results()
                .map(MatchResult::group)
                .map(found -> SEPARATORS.matcher(found).replaceAll(""))
                .anyMatch(digits -> ISSUED.matcher(digits).matches() && CardData.passesLuhn(digits));
    }
}
