package dev.millrace.readmodels;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Text in the form in which it is compared where neither case nor the way its letters are encoded counts. Made here, for what is
 * stored and for what is looked for: a database's {@code lower()} knows by its locale some letters or none, and no normal forms.
 *
 * <p>Roughly the compatibility caseless match of the Unicode standard, section 3.13. Accents do count. Of the Turkish
 * letters, i without a dot is the same as i with one, as are their capitals in languages that have one kind only; capital I with a dot is an i
 * with a mark, and thus another.
 */
public final class Caseless {
    private Caseless() {}

    public static String of(String text) {
        // By way of upper case, in which sharp s and final sigma are letters like others; the capital sharp s is only
        // so in lower case.
        String folded = Normalizer.normalize(text, Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Form.NFKC);
    }
}
