package dev.millrace.http;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds a card number within a text that isn't about payment: 14 to 19 digits in one run, or grouped as on the card, that
 * pass Luhn's check and begin as numbers of Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay or Maestro do.
 * Stricter than {@link CardData#looksLikeCardNumber}, since clients make such texts of times (which begin with 1 until the
 * year 2033), article numbers (13 digits), UUIDs and other random ids or digests in hexadecimal digits, and every tenth number
 * passes Luhn's check by chance.
 */
final class CardNumberInText {

    /** A UUID, or a word of 64, 96, 128, 160 or 256 bits with a digit among them that a card number can't have. */
    private static final Pattern RANDOM_ID = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
                    + "|(?<![0-9a-zA-Z])(?=\\d*[a-fA-F])"
                    + "(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32}|[0-9a-fA-F]{24}|[0-9a-fA-F]{16})(?![0-9a-zA-Z])");

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
                .matcher(RANDOM_ID.matcher(text).replaceAll("id"))
                .results()
                .map(MatchResult::group)
                .map(found -> SEPARATORS.matcher(found).replaceAll(""))
                .anyMatch(digits -> ISSUED.matcher(digits).matches() && CardData.passesLuhn(digits));
    }
}
