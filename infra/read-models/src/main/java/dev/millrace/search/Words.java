package dev.millrace.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of a text, in its order, and how each may be written together with its neighbours. The same for what is stored
 * and for what is typed, so that either finds the other.
 *
 * <p>Words are parted by whatever is neither letter nor digit, so that {@code AB.CD-60}, {@code d'eau} and {@code t-light} have
 * parts that are found alone. Since people write them together or apart, a word also stands together with its neighbours:
 * {@code hand warmer} has the form {@code handwarmer}. In scripts that are written without spaces every two letters are a
 * word. {@code &} is the word {@code and}, and each emoji is a word.
 */
public final class Words {
    /** To be raised with every change of what words a text has: what is stored must then be made anew. */
    public static final int VERSION = 1;

    static final String AND = "and";

    private static final int LONGEST_JOINED = 64;

    private final List<Word> words;
    private final Map<Integer, List<Word>> runs;

    private Words(List<Word> words) {
        this.words = List.copyOf(words);
        this.runs = words.stream().collect(Collectors.groupingBy(Word::run));
    }

    /**
     * @param form folded
     * @param run number of the run of characters without a space that it is in
     * @param joins whether it may be written together with others
     */
    private record Word(String form, int run, boolean joins) {}

    /** @param text of any length, in any normal form and case */
    public static Words of(String text) {
        return new Words(new Scan(Folding.fold(text)).words());
    }

    /** What is compared where texts are sorted or compared as a whole. */
    public static String folded(String text) {
        return Folding.fold(text);
    }

    /**
     * A word to find: it is found where any of its forms is, or any of their stems.
     *
     * @param forms the word itself, and then those in which it is joined with its neighbours; at most four
     * @param stems those of the forms, in their order
     */
    public record Wanted(List<String> forms, List<String> stems) {}

    /** The words as something to find: all must be found, but for an {@code and} among others. */
    public List<Wanted> wanted() {
        boolean onlyAnd = words.stream().allMatch(word -> word.form().equals(AND));
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (onlyAnd || !words.get(i).form().equals(AND)) {
                Set<String> forms = new LinkedHashSet<>();
                forms.add(words.get(i).form());
                addJoined(forms, i - 1, i);
                addJoined(forms, i, i + 1);
                addRun(forms, words.get(i));
                wanted.add(new Wanted(List.copyOf(forms), stems(forms)));
            }
        }
        return wanted;
    }

    /** All words in their order, and then all joined forms. */
    public List<String> forms() {
        Collection<String> forms = new ArrayList<>();
        words.forEach(word -> forms.add(word.form()));
        Set<String> joined = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            addJoined(joined, i, i + 1);
            addRun(joined, words.get(i));
        }
        forms.addAll(joined);
        return List.copyOf(forms);
    }

    /** The stem of each, in the same order. */
    public static List<String> stems(Collection<String> forms) {
        var stems = new Stems();
        return forms.stream().map(stems::of).toList();
    }

    private void addJoined(Set<String> forms, int left, int right) {
        if (left >= 0 && right < words.size()) {
            add(forms, words.subList(left, right + 1));
        }
    }

    /** The whole run of a word, where that is of three parts or more: {@code abcd60}. */
    private void addRun(Set<String> forms, Word word) {
        List<Word> run = runs.getOrDefault(word.run(), List.of());
        if (word.joins() && run.size() > 2) {
            add(forms, run);
        }
    }

    private static void add(Set<String> forms, List<Word> parts) {
        var joined = new StringBuilder();
        for (Word part : parts) {
            joined.append(part.form());
            if (!part.joins() || joined.length() > LONGEST_JOINED) {
                return;
            }
        }
        forms.add(joined.toString());
    }

    /** Goes through a folded text once. */
    private static final class Scan {
        private final String text;
        private final List<Word> found = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        /** Letters, with their marks, that have no spaces between words. */
        private final List<String> unspaced = new ArrayList<>();

        private int run;

        Scan(String text) {
            this.text = text;
        }

        List<Word> words() {
            text.codePoints().forEach(this::next);
            endWord();
            endUnspaced();
            return found;
        }

        private void next(int it) {
            switch (Letter.of(it)) {
                case LETTER -> {
                    endUnspaced();
                    word.appendCodePoint(it);
                }
                case UNSPACED -> {
                    endWord();
                    unspaced.add(Character.toString(it));
                }
                case MARK -> mark(it);
                case SIGN -> {
                    end();
                    found.add(new Word(Character.toString(it), run, false));
                }
                case AMPERSAND -> {
                    end();
                    found.add(new Word(AND, run, false));
                }
                case SPACE -> {
                    end();
                    run++;
                }
                case OTHER -> end();
            }
        }

        private void mark(int it) {
            if (!unspaced.isEmpty()) {
                unspaced.set(unspaced.size() - 1, unspaced.getLast() + Character.toString(it));
            } else if (!word.isEmpty()) {
                word.appendCodePoint(it);
            }
        }

        private void end() {
            endWord();
            endUnspaced();
        }

        private void endWord() {
            if (!word.isEmpty()) {
                found.add(new Word(word.toString(), run, true));
                word.setLength(0);
            }
        }

        /** Every two letters that follow each other; one that stands alone, alone. */
        private void endUnspaced() {
            if (unspaced.size() == 1) {
                found.add(new Word(unspaced.getFirst(), run, false));
            }
            for (int i = 1; i < unspaced.size(); i++) {
                found.add(new Word(unspaced.get(i - 1) + unspaced.get(i), run, false));
            }
            unspaced.clear();
        }
    }
}
