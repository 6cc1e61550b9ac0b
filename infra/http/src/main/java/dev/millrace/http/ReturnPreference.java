package dev.millrace.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** How much of an answer a client wants to a write (RFC 7240). What it says beside that, or in another way, is no preference. */
public enum ReturnPreference {
    MINIMAL,
    REPRESENTATION;

    /** On a request. */
    public static final String HEADER = "Prefer";

    /** On an answer that was made as preferred. */
    public static final String APPLIED = "Preference-Applied";

    /** Of several the first counts. */
    private static final Pattern FORM = Pattern.compile(
            "(?:^|,)\\s*return\\s*=\\s*(\"?)(minimal|representation)\\1\\s*(?=;|,|$)", Pattern.CASE_INSENSITIVE);

    public static Optional<ReturnPreference> of(HttpHeaders headers) {
        Matcher found = FORM.matcher(String.join(",", headers.getOrEmpty(HEADER)));
        return found.find() ? Optional.of(valueOf(found.group(2).toUpperCase(Locale.ROOT))) : Optional.empty();
    }

    /** As it stands in both headers. */
    public String text() {
        return "return=" + name().toLowerCase(Locale.ROOT);
    }
}
