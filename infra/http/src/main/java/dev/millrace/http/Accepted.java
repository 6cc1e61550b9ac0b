package dev.millrace.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a request's {@code Accept} header asks for (RFC 9110, 12.5.1). */
record Accepted(List<MediaType> ranges) {

    /** Nothing that could be given, if the header can't be read; anything, if there is none. */
    static Accepted of(HttpHeaders headers) {
        try {
            List<MediaType> ranges = headers.getAccept();
            return new Accepted(ranges.isEmpty() ? List.of(MediaType.ALL) : ranges);
        } catch (InvalidMediaTypeException unreadable) {
            return new Accepted(List.of());
        }
    }

    /** The one that is liked most; the first of equals. */
    Optional<MediaType> best(Collection<MediaType> producible) {
        MediaType best = null;
        for (MediaType type : producible) {
            if (quality(type) > (best == null ? 0 : quality(best))) {
                best = type;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether there is more to it than types and how much they are liked, such as a charset that JSON can't be written in. */
    boolean hasParameters() {
        return ranges.stream()
                .anyMatch(range -> range.getParameters().keySet().stream().anyMatch(name -> !name.equals("q")));
    }

    Accepted withoutParameters() {
        return new Accepted(ranges.stream()
                .map(range -> new MediaType(range.getType(), range.getSubtype(), range.getQualityValue()))
                .toList());
    }

    /** The narrowest range decides, so that one type can be left out of a wildcard. */
    private double quality(MediaType type) {
        return ranges.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparingInt(Accepted::narrowness))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    private static int narrowness(MediaType range) {
        return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
    }
}
