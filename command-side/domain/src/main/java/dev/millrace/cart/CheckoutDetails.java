package dev.millrace.cart;

import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartRejection.CardDataRefused;
import dev.millrace.cart.CartRejection.Invalid;
import dev.millrace.schema.Wording;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a customer gives at checkout beside the cart, as far as its form goes. */
final class CheckoutDetails {

    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}\\p{Z}\\p{Cf}]+@[^@\\s\\p{Cntrl}\\p{Z}\\p{Cf}]+");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    /** Codes that ISO 3166-1 reserves for the European Union and leaves to its users. */
    private static final Pattern OTHER_COUNTRIES = Pattern.compile("EU|AA|Q[M-Z]|X[A-Z]|ZZ");

    private static final Pattern TOKEN = Pattern.compile("tok_[A-Za-z0-9_]{1,64}");
    private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{13,19}");

    private CheckoutDetails() {}

    static Optional<CartRejection> refuse(CheckOutCart command) {
        if (looksLikeCardNumber(command.paymentToken())) {
            return Optional.of(new CardDataRefused());
        }
        if (!TOKEN.matcher(command.paymentToken()).matches()) {
            return Optional.of(
                    new Invalid("payment-token", "paymentToken", "tok_ and 1 to 64 letters, digits or underscores"));
        }
        if (!Wording.fits(command.email(), LONGEST_EMAIL)
                || !EMAIL.matcher(command.email()).matches()) {
            return Optional.of(new Invalid(
                    "email", "email", "an e-mail address of at most %d characters".formatted(LONGEST_EMAIL)));
        }
        if (!COUNTRIES.contains(command.country())
                && !OTHER_COUNTRIES.matcher(command.country()).matches()) {
            return Optional.of(new Invalid("country", "country", "a country code of ISO 3166-1 such as GB"));
        }
        return Optional.empty();
    }

    /** Whether the text is 13 to 19 digits that pass Luhn's check, however they are set apart or dressed as a token. */
    private static boolean looksLikeCardNumber(String text) {
        String bare = (text.startsWith("tok_") ? text.substring(4) : text).replaceAll("[\\s._-]", "");
        return CARD_NUMBER.matcher(bare).matches() && passesLuhn(bare);
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
