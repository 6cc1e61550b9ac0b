package dev.millrace.commandside;

import dev.millrace.http.Api;
import dev.millrace.representation.Represented;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/**
 * A thing that a write changes, as its GET shows it.
 *
 * @param path where that GET is, {@code /api/v1} included
 * @param read reads it, no older than a position that the log has come to
 * @param own the part of its version that says what its own writes change
 */
public record Shown(String path, LongFunction<Mono<? extends Represented<?>>> read, UnaryOperator<String> own) {

    /** Of a thing whose writes change all of it. */
    public Shown(String path, LongFunction<Mono<? extends Represented<?>>> read) {
        this(path, read, UnaryOperator.identity());
    }

    /** The path of segments of any characters. */
    public static String path(String... segments) {
        StringBuilder path = new StringBuilder(Api.PREFIX);
        for (String segment : segments) {
            path.append('/').append(UriUtils.encodePathSegment(segment, StandardCharsets.UTF_8));
        }
        return path.toString();
    }
}
