package dev.millrace.http;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * Keeps card data out: only the gateway's tokens may come in. Refuses fields that are named like card data, and values
 * that could be a card number (ISO/IEC 7812: 13 to 19 digits that pass Luhn's check) in fields that have to do with payment.
 * In e-mail addresses and idempotency keys it refuses what holds the number of a card that networks issue. Other fields may
 * hold such digits: the number of an article is one, by chance, every tenth time.
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

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
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
                    || values.stream().filter(Objects::nonNull).anyMatch(value -> isCardData(letters, value));
            if (refused) {
                throw refusal(name).exception();
            }
        });
    }

    /** @throws ProblemException {@code card-data-refused} */
    static void refuseIn(HttpHeaders headers) {
        if (headers.getOrEmpty(IDEMPOTENCY_KEY).stream().anyMatch(CardNumberInText::isIn)) {
            throw refusal(IDEMPOTENCY_KEY).exception();
        }
    }

    private static boolean isCardData(JsonParser parser, JsonToken token) {
        return switch (token) {
            case PROPERTY_NAME -> FORBIDDEN_NAMES.contains(letters(parser.currentName()));
            case VALUE_STRING, VALUE_NUMBER_INT ->
                names(parser.streamReadContext()).anyMatch(name -> isCardData(name, parser.getString()));
            default -> false;
        };
    }

    private static boolean isCardData(String letters, String value) {
        return (isAboutPayment(letters) && looksLikeCardNumber(value))
                || (letters.contains("mail") && CardNumberInText.isIn(value));
    }

    static boolean looksLikeCardNumber(String text) {
        String digits = SEPARATORS.matcher(text.strip()).replaceAll("");
        return NUMBER.matcher(digits).matches() && passesLuhn(digits);
    }

    static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** Of the field and of those around it. */
    private static Stream<String> names(TokenStreamContext place) {
        return Stream.iterate(place, Objects::nonNull, TokenStreamContext::getParent)
                .map(TokenStreamContext::currentName)
                .filter(Objects::nonNull)
                .map(CardData::letters);
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
