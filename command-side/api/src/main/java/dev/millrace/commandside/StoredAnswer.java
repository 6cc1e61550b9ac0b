package dev.millrace.commandside;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * An answer as it goes out, and as it can be given again.
 *
 * @param headers those that belong to the answer and not to the occasion
 * @param body bytes of JSON; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredAnswer(int status, Map<String, String> headers, byte[] body) {

    ResponseEntity<byte[]> response(boolean replayed) {
        HttpHeaders all = new HttpHeaders();
        headers.forEach(all::set);
        if (replayed) {
            all.set(IdempotencyKey.REPLAYED, "true");
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status).headers(all);
        return body.length == 0 ? response.build() : response.body(body);
    }
}
