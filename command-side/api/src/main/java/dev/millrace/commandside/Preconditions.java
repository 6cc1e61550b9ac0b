package dev.millrace.commandside;

import dev.millrace.http.EntityTags;
import dev.millrace.http.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What a request takes the thing to be that it is about to change. */
record Preconditions(Optional<EntityTags> match, Optional<EntityTags> noneMatch) {

    /** @throws dev.millrace.http.ProblemException 400 if a header of theirs is malformed */
    static Preconditions of(HttpHeaders headers) {
        return new Preconditions(
                EntityTags.of(headers, HttpHeaders.IF_MATCH), EntityTags.of(headers, HttpHeaders.IF_NONE_MATCH));
    }

    /** @throws dev.millrace.http.ProblemException 400 if there is one, though what is asked for is many things at once */
    static void refuse(HttpHeaders headers) {
        for (String header : List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH)) {
            if (headers.containsHeader(header)) {
                throw Problem.invalid(header, "absent, since no version is that of all things of a batch")
                        .exception();
            }
        }
    }

    boolean areNone() {
        return match.isEmpty() && noneMatch.isEmpty();
    }

    /**
     * @param version of the thing as it is; empty if there is none
     * @param own the part of a version that counts
     */
    boolean hold(Optional<String> version, UnaryOperator<String> own) {
        Optional<String> current = version.map(own);
        return match.map(tags -> current.filter(tags.parts(own)::matchStrongly).isPresent())
                        .orElse(true)
                && noneMatch
                        .map(tags ->
                                current.filter(tags.parts(own)::matchWeakly).isEmpty())
                        .orElse(true);
    }

    /** 412. */
    static Problem failed(Optional<String> version) {
        Problem problem = Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "precondition-failed",
                version.isPresent()
                        ? "It is not, or no longer, what the request takes it to be. Read it, and decide again."
                        : "There is no such thing.");
        return version.map(tag -> problem.header(HttpHeaders.ETAG, '"' + tag + '"'))
                .orElse(problem);
    }
}
