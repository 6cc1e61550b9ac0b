package dev.millrace.schema;

/** What people write: its length is counted in code points, so that a character beyond the first 65,536 is one as well. */
public final class Wording {

    private Wording() {}

    /** Whether it has at most {@code most} code points. */
    public static boolean fits(String text, int most) {
        return text.codePointCount(0, text.length()) <= most;
    }

    /** Whether there is something to see in it: a text may consist of characters without width, and look like none. */
    public static boolean isVisible(String text) {
        return text.codePoints().anyMatch(Wording::isVisible);
    }

    /** Whether it can be seen and fits. */
    public static boolean says(String text, int most) {
        return fits(text, most) && isVisible(text);
    }

    /** Whether it is empty, or can be seen, and fits. */
    public static boolean mayStand(String text, int most) {
        return text.isEmpty() || says(text, most);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            // Marks sit on another character.
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> false;
            default -> !isFiller(character);
        };
    }

    /** Letters and symbols that are there to show nothing: fillers of Hangul syllables, and Braille without a dot. */
    private static boolean isFiller(int character) {
        return switch (character) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> true;
            default -> false;
        };
    }
}
