package dev.millrace.search;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What a character is to the words of a text. */
enum Letter {
    /** A letter or digit of a script that puts spaces between words. */
    LETTER,
    /** A letter of a script that has no spaces within a sentence, or none within its long words. */
    UNSPACED,
    /** Belongs to the letter before it. */
    MARK,
    /** A word of its own, such as an emoji. */
    SIGN,
    AMPERSAND,
    SPACE,
    OTHER;

    private static final Set<UnicodeScript> UNSPACED_SCRIPTS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);
    /** Lengthens the vowel before it in Japanese; of no script by itself. */
    private static final int PROLONGED_SOUND = 'ー';

    static Letter of(int codePoint) {
        if (codePoint == '&') {
            return AMPERSAND;
        }
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            return SPACE;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> MARK;
            default -> base(codePoint);
        };
    }

    private static Letter base(int codePoint) {
        if (Character.isLetterOrDigit(codePoint)) {
            return codePoint == PROLONGED_SOUND || UNSPACED_SCRIPTS.contains(UnicodeScript.of(codePoint))
                    ? UNSPACED
                    : LETTER;
        }
        return Character.isEmojiPresentation(codePoint) || Character.isExtendedPictographic(codePoint) ? SIGN : OTHER;
    }
}
