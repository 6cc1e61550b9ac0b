package dev.millrace.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * JSON is UTF-8 (RFC 8259, 8.1). Parsers also take other encodings and forms of characters that are longer than they need be,
 * so that two of them may read two things.
 */
final class BodyText {

    private BodyText() {}

    /** @throws ProblemException 415 if another charset is announced, 400 if it isn't well-formed UTF-8 */
    static void check(HttpHeaders headers, byte[] body) {
        MediaType type = headers.getContentType();
        String charset = type == null ? null : type.getParameter("charset");
        if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
            throw ProblemCatalog.ofStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                    .with(List.of(InvalidField.expecting(
                            HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE + ", which is UTF-8")))
                    .exception();
        }
        if (!isText(body)) {
            throw Problem.invalid("body", "JSON in UTF-8").exception();
        }
    }

    /** JSON has no zero bytes, and every text of it in UTF-16 or UTF-32 has some. */
    private static boolean isText(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .chars()
                    .allMatch(c -> c != 0);
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
