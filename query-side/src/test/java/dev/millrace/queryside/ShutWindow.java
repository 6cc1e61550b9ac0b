package dev.millrace.queryside;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a client of HTTP/2 sends that asks for something and leaves no room for the answer's data (RFC 9113). */
final class ShutWindow {

    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_OF_STREAM_AND_HEADERS = 5;

    private ShutWindow() {}

    /** A connection's first bytes, with prior knowledge, and one request whose initial window is of no bytes. */
    static byte[] asking(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] initialWindowSizeZero = {0, 4, 0, 0, 0, 0};
        frame(bytes, SETTINGS, 0, 0, initialWindowSizeZero);
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, ":method", "GET");
        field(fields, ":scheme", "http");
        field(fields, ":authority", "127.0.0.1");
        field(fields, ":path", path);
        frame(bytes, HEADERS, END_OF_STREAM_AND_HEADERS, 1, fields.toByteArray());
        return bytes.toByteArray();
    }

    private static void frame(ByteArrayOutputStream bytes, int type, int flags, int stream, byte[] payload) {
        bytes.writeBytes(
                new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type, (byte) flags});
        bytes.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        bytes.writeBytes(payload);
    }

    /** Without indexing, with a new name, neither of them compressed (RFC 7541, 6.2.2); up to 126 characters. */
    private static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        text(fields, name);
        text(fields, value);
    }

    private static void text(ByteArrayOutputStream fields, String text) {
        fields.write(text.length());
        fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
