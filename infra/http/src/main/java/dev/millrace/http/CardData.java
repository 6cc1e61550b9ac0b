package dev.millrace.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * Keeps card data out: only the gateway's tokens may come in. Refuses fields that are named like card data, and values
 * that could be a card number (ISO/IEC 7812: 13 to 19 digits that pass Luhn's check) in fields that have to do with payment.
 * Other fields may hold such digits: the number of an article is one, by chance, every tenth time.
 */
final class CardData {

    private static final Set<String> FORBIDDEN_NAMES = Set.of(
            "cardnumber",
            "cardno",
            "cardnum",
            "ccnumber",
            "creditcard",
            "creditcardnumber",
            "pan",
            "cvc",
            "cvc2",
            "cvv",
            "cvv2",
            "csc",
            "cardverificationcode",
            "cardsecuritycode",
            "securitycode",
            "cardexpiry",
            "track1",
            "track2");

    private static final List<String> PAYMENT_WORDS = List.of("payment", "card", "token", "account", "billing");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z0-9]");
    private static final Pattern SEPARATORS = Pattern.compile("[ -]");
    private static final Pattern NUMBER = Pattern.compile("\\d{13,19}");

    private CardData() {}

    /**
     * @param body JSON; of anything else only the part that can be read as JSON is looked at, since nothing else is ever
     *     taken
     * @throws ProblemException {@code card-data-refused}
     */
    static void refuseIn(byte[] body) {
        try (JsonParser parser = HttpJson.mapper().createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (isCardData(parser, token)) {
                    throw refusal(JsonPlace.path(parser.streamReadContext())).exception();
                }
            }
        } catch (JacksonException e) {
            // Not JSON from here on; the decoder will stumble over the same place and say so.
        }
    }

    /**
     * @param parameters of the query
     * @throws ProblemException {@code card-data-refused}
     */
    static void refuseIn(MultiValueMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            String letters = letters(name);
            boolean refused = FORBIDDEN_NAMES.contains(letters)
                    || isAboutPayment(letters)
                            && values.stream().anyMatch(value -> value != null && looksLikeCardNumber(value));
            if (refused) {
                throw refusal(name).exception();
            }
        });
    }

    private static boolean isCardData(JsonParser parser, JsonToken token) {
        return switch (token) {
            case PROPERTY_NAME -> FORBIDDEN_NAMES.contains(letters(parser.currentName()));
            case VALUE_STRING, VALUE_NUMBER_INT ->
                looksLikeCardNumber(parser.getString()) && isAboutPayment(parser.streamReadContext());
            default -> false;
        };
    }

    static boolean looksLikeCardNumber(String text) {
        String digits = SEPARATORS.matcher(text.strip()).replaceAll("");
        return NUMBER.matcher(digits).matches() && passesLuhn(digits);
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static boolean isAboutPayment(TokenStreamContext place) {
        for (TokenStreamContext at = place; at != null; at = at.getParent()) {
            if (at.currentName() != null && isAboutPayment(letters(at.currentName()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboutPayment(String letters) {
        return PAYMENT_WORDS.stream().anyMatch(letters::contains);
    }

    private static String letters(String name) {
        return NOT_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static Problem refusal(String field) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "card-data-refused",
                        "Card data must never be sent here: send a token that the payment gateway gave for it.")
                .with(List.of(InvalidField.expecting(field, "free of card data")));
    }
}
