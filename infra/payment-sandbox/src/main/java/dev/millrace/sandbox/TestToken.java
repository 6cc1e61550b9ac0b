package dev.millrace.sandbox;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tokens that stand for means of payment, and what becomes of a charge to each. */
enum TestToken {
    APPROVE("tok_approve", null, "Authorised at once."),
    DECLINE("tok_decline", "card-declined", "Declined with code card-declined."),
    INSUFFICIENT_FUNDS("tok_insufficient_funds", "insufficient-funds", "Declined with code insufficient-funds."),
    SLOW("tok_slow", null, "Authorised, but the answer takes its time (3 s unless set otherwise)."),
    SILENT("tok_silent", null, "Never answered, nothing authorised; the connection is held, then closed."),
    SILENT_AUTHORISED("tok_silent_authorised", null, "Never answered, yet authorised: to be voided."),
    FAIL_THEN_SUCCEED("tok_fail_then_succeed", null, "503 to the first two attempts of a payment, then authorised.");

    private final String token;
    private final @Nullable String declineCode;
    private final String meaning;

    TestToken(String token, @Nullable String declineCode, String meaning) {
        this.token = token;
        this.declineCode = declineCode;
        this.meaning = meaning;
    }

    static Optional<TestToken> of(String token) {
        return Stream.of(values()).filter(known -> known.token.equals(token)).findFirst();
    }

    String token() {
        return token;
    }

    /** The code of the refusal; null for tokens that are good for the money. */
    @Nullable
    String declineCode() {
        return declineCode;
    }

    String meaning() {
        return meaning;
    }
}
