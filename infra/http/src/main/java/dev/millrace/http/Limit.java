package dev.millrace.http;

/**
 * How many items a page may have. A parameter of a controller: {@code @RequestParam(defaultValue = Limit.DEFAULT) Limit limit}.
 *
 * @param value 1 to 200
 */
public record Limit(int value) {

    public static final String DEFAULT = "50";
    static final int MAX = 200;

    /** @throws IllegalArgumentException if it isn't 1 to 200 */
    public Limit {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("limit must be a whole number from 1 to " + MAX);
        }
    }

    /** @throws IllegalArgumentException if {@code text} isn't a number from 1 to 200 */
    public static Limit of(String text) {
        return new Limit(text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
