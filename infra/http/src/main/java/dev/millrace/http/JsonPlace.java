package dev.millrace.http;

import tools.jackson.core.TokenStreamContext;

/** Names places in JSON that is being read. */
final class JsonPlace {

    private JsonPlace() {}

    /** {@code items[0].quantity}; {@code body} for the whole. */
    static String path(TokenStreamContext place) {
        StringBuilder path = new StringBuilder();
        for (TokenStreamContext at = place; at != null && !at.inRoot(); at = at.getParent()) {
            if (at.inArray()) {
                path.insert(0, "[" + at.getCurrentIndex() + "]");
            } else {
                path.insert(0, "." + at.currentName());
            }
        }
        return path.isEmpty() ? "body" : path.charAt(0) == '.' ? path.substring(1) : path.toString();
    }
}
