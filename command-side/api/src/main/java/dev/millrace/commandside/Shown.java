package dev.millrace.commandside;

import dev.millrace.http.Api;
import dev.millrace.representation.Represented;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/**
 * A thing that a write changes, as its GET shows it.
 *
 * @param path where that GET is, {@code /api/v1} included
 * @param read reads it, no older than a position
 */
public record Shown(String path, LongFunction<Mono<? extends Represented<?>>> read) {

    /** The path of segments of any characters. */
    static String path(String... segments) {
        StringBuilder path = new StringBuilder(Api.PREFIX);
        for (String segment : segments) {
            path.append('/').append(UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8));
        }
        return path.toString();
    }
}
