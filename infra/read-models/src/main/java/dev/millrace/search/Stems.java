package dev.millrace.search;

import java.util.regex.Pattern;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * What a word has in common with its other forms and spellings: its stem by the English Snowball stemmer, with endings that
 * sound alike spelt one way (light and lite, colour and color, centre and center, catalogue and catalog). Words of other
 * than Latin letters are their own stems. Not thread-safe.
 */
final class Stems {
    private static final Pattern LATIN = Pattern.compile("[a-z]{3,64}");
    private static final Pattern LITE = Pattern.compile("(.*it)es?");
    private static final Pattern LIGHT = Pattern.compile("(.*)ight");
    private static final Pattern COLOUR = Pattern.compile("(.{2,}o)ur");
    private static final Pattern CENTRE = Pattern.compile("(.+[tb])r");
    private static final Pattern CATALOGUE = Pattern.compile("(.+og)u");

    private final EnglishStemmer stemmer = new EnglishStemmer();

    /** @param word folded */
    String of(String word) {
        if (!LATIN.matcher(word).matches()) {
            return word;
        }
        var lite = LITE.matcher(word);
        if (lite.matches()) {
            // The stemmer would drop the e, and make a kit of a kite.
            return lite.group(1) + "e";
        }
        stemmer.setCurrent(word);
        stemmer.stem();
        return spelt(stemmer.getCurrent());
    }

    private static String spelt(String stem) {
        String spelt = LIGHT.matcher(stem).replaceFirst("$1ite");
        spelt = COLOUR.matcher(spelt).replaceFirst("$1r");
        spelt = CENTRE.matcher(spelt).replaceFirst("$1er");
        return CATALOGUE.matcher(spelt).replaceFirst("$1");
    }
}
