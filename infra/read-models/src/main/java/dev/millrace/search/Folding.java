package dev.millrace.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.EnumSet;
import java.util.Set;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * Letters as they are compared in searches. Case, accents of Latin, Greek and Cyrillic letters, ligatures, widths and normal
 * forms make no difference; marks that other scripts can't be read without do.
 */
final class Folding {
    private static final Set<UnicodeScript> ACCENTED =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC);
    private static final int FINAL_SIGMA = 'ς';

    private Folding() {}

    static String fold(String text) {
        String composed = Normalizer.normalize(bare(Normalizer.normalize(text, Form.NFKD)), Form.NFKC);
        var lower = new StringBuilder(composed.length());
        composed.codePoints()
                .map(Character::toLowerCase)
                .map(it -> it == FINAL_SIGMA ? 'σ' : it)
                .forEach(lower::appendCodePoint);
        return ascii(lower.toString());
    }

    /** Without accents, and without characters that show nothing, such as soft hyphens. */
    private static String bare(String decomposed) {
        var kept = new StringBuilder(decomposed.length());
        boolean accented = false;
        for (int at = 0; at < decomposed.length(); ) {
            int letter = decomposed.codePointAt(at);
            at += Character.charCount(letter);
            boolean mark = Character.getType(letter) == Character.NON_SPACING_MARK;
            if (!mark) {
                accented = ACCENTED.contains(UnicodeScript.of(letter));
            }
            if (!(mark && accented) && Character.getType(letter) != Character.FORMAT) {
                kept.appendCodePoint(letter);
            }
        }
        return kept.toString();
    }

    /** Letters that are no accented ones, and yet look like it: ø, đ, ł, ß. */
    private static String ascii(String text) {
        char[] from = text.toCharArray();
        // As many as one may become, by the filter's contract.
        char[] to = new char[4 * from.length];
        int length = ASCIIFoldingFilter.foldToASCII(from, 0, to, 0, from.length);
        return new String(to, 0, length);
    }
}
