package dev.millrace.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who the server is, and whose pages may act on it, beside what it knows by itself: {@code localhost}, loopback addresses and
 * the address that a request came in at.
 *
 * @param hosts names and addresses without a port, such as {@code shop.example.org} or {@code [2001:db8::1]}
 *     Blank ones stand for none, so that a list may be put together of variables
 * @param origins other origins than the server's own, such as {@code https://shop.example.org}, of which pages may send writes
 */
@ConfigurationProperties("millrace.http")
record TrustedNames(
        @DefaultValue List<String> hosts, @DefaultValue List<String> origins) {

    private static final Pattern HOST =
            Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\\[[0-9a-f:.]{2,45}]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:" + HOST.pattern() + ")(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException if one isn't of the form that browsers send, since it would never be met */
    TrustedNames {
        hosts = checked("hosts", hosts, HOST, "a name or an address, without scheme and port");
        origins = checked(
                "origins", origins, ORIGIN, "a scheme, a name and perhaps a port, such as https://shop.example.org");
    }

    private static List<String> checked(String setting, List<String> names, Pattern form, String expected) {
        List<String> given = names.stream().filter(name -> !name.isBlank()).toList();
        for (String name : given) {
            if (!form.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "millrace.http." + setting + " has '" + name + "' in it, which is not " + expected);
            }
        }
        return given.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
