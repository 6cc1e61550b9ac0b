package dev.millrace.commandside;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What is said when a command is accepted.
 *
 * @param location path of what came of it; absent if it came of nothing new
 * @param thing as it is then
 */
public record Answer(HttpStatus status, @Nullable String location, Shown thing) {

    /** 201: the thing is new, or has something new in it. */
    public static Answer created(Shown thing) {
        return new Answer(HttpStatus.CREATED, thing.path(), thing);
    }

    /** 201: something of the thing is new, and has a path of its own. */
    public static Answer created(Shown thing, String... segments) {
        return new Answer(HttpStatus.CREATED, Shown.path(segments), thing);
    }

    /** 202: more will follow on its own. */
    public static Answer accepted(Shown thing) {
        return new Answer(HttpStatus.ACCEPTED, thing.path(), thing);
    }

    /** 200. */
    public static Answer done(Shown thing) {
        return new Answer(HttpStatus.OK, null, thing);
    }

    /** Without the thing. */
    HttpStatus minimalStatus() {
        return status == HttpStatus.OK ? HttpStatus.NO_CONTENT : status;
    }
}
