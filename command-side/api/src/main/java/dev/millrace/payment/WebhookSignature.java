package dev.millrace.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies {@code Millrace-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">}. The time is signed too, so that
 * a recorded message can't be sent again for long.
 */
final class WebhookSignature {

    static final String HEADER = "Millrace-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-fA-F]{64})");

    private final SecretKeySpec key;
    private final Duration tolerance;

    WebhookSignature(String secret, Duration tolerance) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.tolerance = tolerance;
    }

    /** Takes the same time whether the first or the last byte differs. */
    boolean verifies(@Nullable String header, byte[] body, Instant now) {
        Matcher parts = FORM.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return false;
        }
        long signedAt = Long.parseLong(parts.group(1));
        boolean genuine =
                MessageDigest.isEqual(sign(signedAt, body), HexFormat.of().parseHex(parts.group(2)));
        return genuine && Math.abs(now.getEpochSecond() - signedAt) <= tolerance.toSeconds();
    }

    byte[] sign(long signedAt, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((signedAt + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
