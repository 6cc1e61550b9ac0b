package dev.millrace.commandside;

import dev.millrace.http.Api;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/**
 * What is said when a command is accepted.
 *
 * @param location path of what came of it, {@code /api/v1} included
 * @param body to be written as JSON
 */
public record Answer(
        HttpStatus status,
        @Nullable String location,
        @Nullable Object body) {

    /** 201. */
    public static Answer created(Object body, String... segments) {
        return new Answer(HttpStatus.CREATED, location(segments), body);
    }

    /** 202: more will follow on its own. */
    public static Answer accepted(Object body, String... segments) {
        return new Answer(HttpStatus.ACCEPTED, location(segments), body);
    }

    /** 204. */
    public static Answer done() {
        return new Answer(HttpStatus.NO_CONTENT, null, null);
    }

    private static String location(String... segments) {
        StringBuilder path = new StringBuilder(Api.PREFIX);
        for (String segment : segments) {
            path.append('/').append(UriUtils.encodePathSegment(segment, java.nio.charset.StandardCharsets.UTF_8));
        }
        return path.toString();
    }
}
