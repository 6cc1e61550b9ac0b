package dev.millrace.connections;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the platform is reached by those it tells of itself.
 *
 * @param publicUrl without a slash at its end
 */
@ConfigurationProperties("millrace")
public record PublicUrl(
        @DefaultValue("http://127.0.0.1:8080") String publicUrl) {
    public static final String SETTING = "millrace.public-url";

    /** @throws IllegalArgumentException naming the setting, if it is no http or https URL, or has a query or fragment */
    public PublicUrl {
        publicUrl = publicUrl.replaceFirst("/+$", "");
        if (!isUrl(publicUrl)) {
            throw new IllegalArgumentException(
                    "%s is %s, expected an address such as https://shop.example".formatted(SETTING, publicUrl));
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
        return publicUrl + path;
    }
}
