package dev.millrace.connections;

import java.net.URI;

/**
 * Where the platform is reached by those it tells of itself: the setting {@code millrace.public-url}.
 *
 * @param base without a slash at its end
 */
public record PublicUrl(String base) {
    public static final String SETTING = "millrace.public-url";

    /** @throws IllegalArgumentException naming the setting, if it is no http or https URL, or has a query or fragment */
    public PublicUrl {
        base = base.replaceFirst("/+$", "");
        if (!isUrl(base)) {
            throw new IllegalArgumentException(
                    "%s is %s, expected an address such as https://shop.example".formatted(SETTING, base));
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawUserInfo() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** @param path with a slash at its beginning, encoded */
    public String of(String path) {
        return base + path;
    }
}
