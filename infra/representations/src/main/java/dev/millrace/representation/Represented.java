package dev.millrace.representation;

import org.springframework.http.ResponseEntity;

/**
 * A thing as clients see it.
 *
 * @param version changes whenever the thing does; what its {@code ETag} says between the quotes
 */
public record Represented<T>(T body, String version) {

    /** 200 with the thing and its {@code ETag}. */
    public ResponseEntity<T> response() {
        return ResponseEntity.ok().eTag(version).body(body);
    }
}
