package dev.millrace.http;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/**
 * What an {@code If-Match} or {@code If-None-Match} names (RFC 9110, 13.1).
 *
 * @param any whether it is {@code *}
 * @param strong what stands between the quotes of strong tags
 * @param weak the same of weak ones
 */
public record EntityTags(boolean any, Set<String> strong, Set<String> weak) {

    private static final String EXPECTED = "* or a list of entity tags such as \"17\", \"18\"";
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(W/)?+\"([\\x21\\x23-\\x7e\\x80-\\xff]*+)\"");
    private static final Pattern LIST = Pattern.compile("[ \\t,]*+(?:" + TAG.pattern() + "[ \\t]*+(?:,[ \\t,]*+|$))++");

    /**
     * @param header the name of the header
     * @return empty if it isn't there
     * @throws ProblemException 400 if it isn't what it should be
     */
    public static Optional<EntityTags> of(HttpHeaders headers, String header) {
        if (!headers.containsHeader(header)) {
            return Optional.empty();
        }
        String value = String.join(",", headers.getOrEmpty(header)).strip();
        if (value.equals(ANY)) {
            return Optional.of(new EntityTags(true, Set.of(), Set.of()));
        }
        if (!LIST.matcher(value).matches()) {
            throw Problem.invalid(header, EXPECTED).exception();
        }
        Set<String> strong = new LinkedHashSet<>();
        Set<String> weak = new LinkedHashSet<>();
        Matcher tags = TAG.matcher(value);
        while (tags.find()) {
            (tags.group(1) == null ? strong : weak).add(tags.group(2));
        }
        return Optional.of(new EntityTags(false, strong, weak));
    }

    /** Whether one of them is, byte for byte, what there is: a weak one never is. */
    public boolean matchStrongly(String current) {
        return any || strong.contains(current);
    }

    /** Whether one of them means what there is. */
    public boolean matchWeakly(String current) {
        return matchStrongly(current) || weak.contains(current);
    }

    /** What is left of them of which only a part counts. */
    public EntityTags parts(UnaryOperator<String> part) {
        return new EntityTags(any, parts(strong, part), parts(weak, part));
    }

    private static Set<String> parts(Set<String> tags, UnaryOperator<String> part) {
        return tags.stream().map(part).collect(Collectors.toUnmodifiableSet());
    }
}
