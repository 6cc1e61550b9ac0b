package dev.millrace.commandside;

import dev.millrace.http.EventPosition;
import dev.millrace.http.HttpJson;
import dev.millrace.http.Problem;
import dev.millrace.http.ReturnPreference;
import dev.millrace.representation.Represented;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;

/** Makes answers that can be given again. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    /** Whoever has written knows enough to go on. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Answers() {}

    /** Never fails: it has happened, and if the thing can't be shown, that is said at least. */
    static Mono<StoredAnswer> accepted(Answer answer, long position, Optional<ReturnPreference> preference) {
        if (preference.equals(Optional.of(ReturnPreference.MINIMAL))) {
            return Mono.just(minimal(answer, position, preference));
        }
        return answer.thing()
                .read()
                .apply(position)
                .timeout(PATIENCE)
                .map(thing -> whole(answer, position, thing, preference))
                .onErrorResume(failure -> {
                    LOG.warn("{} changed and can't be shown: {}", answer.thing().path(), failure.toString());
                    return Mono.empty();
                })
                .switchIfEmpty(Mono.fromSupplier(() -> minimal(answer, position, Optional.empty())));
    }

    static StoredAnswer batch(BatchOutcomes outcomes) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        if (outcomes.position() > 0) {
            headers.put(EventPosition.HEADER, Long.toString(outcomes.position()));
        }
        return new StoredAnswer(
                HttpStatus.OK.value(), headers, HttpJson.mapper().writeValueAsBytes(outcomes));
    }

    static StoredAnswer problem(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>(problem.headers());
        headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        return new StoredAnswer(problem.status(), headers, HttpJson.mapper().writeValueAsBytes(problem));
    }

    private static StoredAnswer whole(
            Answer answer, long position, Represented<?> thing, Optional<ReturnPreference> applied) {
        Map<String, String> headers = headers(answer, position, applied);
        headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        headers.put(HttpHeaders.CONTENT_LOCATION, answer.thing().path());
        headers.put(HttpHeaders.ETAG, '"' + thing.version() + '"');
        return new StoredAnswer(
                answer.status().value(), headers, HttpJson.mapper().writeValueAsBytes(thing.body()));
    }

    private static StoredAnswer minimal(Answer answer, long position, Optional<ReturnPreference> applied) {
        return new StoredAnswer(answer.minimalStatus().value(), headers(answer, position, applied), new byte[0]);
    }

    private static Map<String, String> headers(Answer answer, long position, Optional<ReturnPreference> applied) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(EventPosition.HEADER, Long.toString(position));
        if (answer.location() != null) {
            headers.put(HttpHeaders.LOCATION, answer.location());
        }
        applied.ifPresent(preference -> headers.put(ReturnPreference.APPLIED, preference.text()));
        return headers;
    }
}
