package dev.millrace.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves that a webhook comes from here, and when it was sent: {@code t=<unix seconds>,v1=<HMAC-SHA256 of "<t>.<body>">}. */
final class WebhookSignature {

    static final String HEADER = "Millrace-Signature";

    private final SecretKeySpec key;

    WebhookSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    String of(Instant sentAt, byte[] body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((sentAt.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s"
                    .formatted(sentAt.getEpochSecond(), HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
