package dev.millrace.commandside;

import dev.millrace.http.RawBody;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.web.server.ServerWebExchange;

/** Tells whether two requests ask for the same: by method, path, query and the body's bytes. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256, 32 bytes. */
    static byte[] of(ServerWebExchange exchange) {
        MessageDigest digest = sha256();
        String target = exchange.getRequest().getURI().getRawPath() + "?"
                + exchange.getRequest().getURI().getRawQuery();
        digest.update((exchange.getRequest().getMethod() + " " + target + "\n").getBytes(StandardCharsets.UTF_8));
        return digest.digest(RawBody.of(exchange));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
