package dev.millrace.local.elasticsearch;

import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** {@code edge_ngram} and {@code ngram}, with {@code min_gram} (1), {@code max_gram} (2) and {@code preserve_original}. */
final class NGrams extends AbstractTokenFilterFactory {
    private final UnaryOperator<TokenStream> filter;

    private NGrams(String name, UnaryOperator<TokenStream> filter) {
        super(name);
        this.filter = filter;
    }

    static TokenFilterFactory edge(String name, Settings settings) {
        int least = least(settings);
        int most = most(settings);
        boolean preserve = preserve(settings);
        return new NGrams(name, tokens -> new EdgeNGramTokenFilter(tokens, least, most, preserve));
    }

    static TokenFilterFactory all(IndexSettings index, String name, Settings settings) {
        int least = least(settings);
        int most = most(settings);
        boolean preserve = preserve(settings);
        if (most - least > index.getMaxNgramDiff()) {
            throw new IllegalArgumentException(
                    "max_gram - min_gram of [%s] is %d, more than index.max_ngram_diff allows (%d)"
                            .formatted(name, most - least, index.getMaxNgramDiff()));
        }
        return new NGrams(name, tokens -> new NGramTokenFilter(tokens, least, most, preserve));
    }

    @Override
    public TokenStream create(TokenStream tokens) {
        return filter.apply(tokens);
    }

    @Override
    public TokenStream normalize(TokenStream tokens) {
        throw new UnsupportedOperationException("[" + name() + "] makes many tokens of one: not for a normalizer");
    }

    /** Many tokens at one place of the text confuse the fast vector highlighter. */
    @Override
    public boolean breaksFastVectorHighlighter() {
        return true;
    }

    private static int least(Settings settings) {
        return settings.getAsInt("min_gram", 1);
    }

    private static int most(Settings settings) {
        return settings.getAsInt("max_gram", 2);
    }

    private static boolean preserve(Settings settings) {
        return settings.getAsBoolean("preserve_original", false);
    }
}
