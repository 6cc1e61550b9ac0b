package dev.millrace.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.testing.DescribedAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request that may be anything but a good one, so that it goes out byte by byte.
 *
 * @param target as it stands in the first line, one character a byte
 * @param headers likewise
 */
record RawRequest(String method, String target, Map<String, String> headers, byte[] body) {

    private static final int PATIENCE_MILLIS = 15_000;
    private static final int SHOWN = 600;

    /** @param text of the body, if it is no stream of events that may go on for ever */
    record Answer(int status, String head, String text) {

        boolean isStream() {
            return mediaType().equals("text/event-stream") || mediaType().equals("application/x-ndjson");
        }

        private String mediaType() {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(line -> line.substring(line.indexOf(':') + 1)
                            .replaceAll(";.*", "")
                            .strip())
                    .findFirst()
                    .orElse("");
        }

        DescribedAnswer to(RawRequest request) {
            Set<String> headers = head.lines()
                    .filter(line -> line.contains(":"))
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .collect(Collectors.toSet());
            return new DescribedAnswer(
                    request.method(), request.target().replaceAll("\\?.*", ""), status, headers, mediaType(), text);
        }

        boolean isProblem() {
            return head.toLowerCase(Locale.ROOT).contains("\r\ncontent-type: application/problem+json")
                    && text.contains("\"status\":" + status)
                    && text.contains("\"type\":\"https://");
        }
    }

    RawRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RawRequest(method, target, more, body);
    }

    RawRequest without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new RawRequest(method, target, fewer, body);
    }

    RawRequest with(byte[] other) {
        return new RawRequest(method, target, headers, other);
    }

    /** @throws IOException if no whole answer comes in time */
    Answer send(URI platform) throws IOException {
        try (Socket socket = new Socket(platform.getHost(), platform.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes(platform));
            InputStream in = socket.getInputStream();
            String head = head(in);
            int status = head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
            Answer begun = new Answer(status, head, "");
            return begun.isStream() ? begun : new Answer(status, head, new String(in.readAllBytes(), UTF_8));
        }
    }

    private byte[] bytes(URI platform) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        if (!headers.containsKey("Host")) {
            head.append("Host: ").append(platform.getAuthority()).append("\r\n");
        }
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** To be read, and sent once more by hand. */
    @Override
    public String toString() {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
        return shown(method + " " + target) + "\n" + shown(lines) + "\n\n" + shown(new String(body, ISO_8859_1));
    }

    private static String shown(String text) {
        String printable = text.chars()
                .mapToObj(c -> c == '\n' || (c >= ' ' && c < 127)
                        ? Character.toString(c)
                        : String.format(Locale.ROOT, "\\x%02x", c))
                .limit(SHOWN)
                .collect(Collectors.joining());
        return text.length() > SHOWN ? printable + "… (" + text.length() + ")" : printable;
    }
}
