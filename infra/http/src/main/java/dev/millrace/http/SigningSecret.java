package dev.millrace.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a secret must be for signatures made with it to prove anything. */
public final class SigningSecret {

    /** The second half of "must be …". */
    public static final String EXPECTED = "set, with at least 16 characters, and not to the default of older versions";

    private static final int LEAST = 16;

    /** Once the default of docker-compose.yml and of two processes; it may stand in files that people made by it. */
    private static final Set<String> PUBLISHED = Set.of("millrace-sandbox-development");

    private SigningSecret() {}

    /** Whether nobody guesses it, or knows it from us. */
    public static boolean isFit(@Nullable String secret) {
        return secret != null && secret.strip().length() >= LEAST && !PUBLISHED.contains(secret.strip());
    }
}
