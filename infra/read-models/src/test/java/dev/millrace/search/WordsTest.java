package dev.millrace.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    /** What is stored, and what must find it, by its words, their joined forms or their stems. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HAND WARMER BIRD DESIGN | handwarmer",
                "HANDWARMER | hand warmer",
                "RED HANDWARMERS | hand-warmer",
                "Men's shirt | men's",
                "Men's shirt | mens",
                "Men's shirt | men",
                "Mens shirt | men's",
                "Women’s coat | women's",
                "Verre d'eau | eau",
                "Verre d'eau | d’eau",
                "Verre d'eau | deau",
                "Cuvée L'If | if",
                "AB.CD-60 | CD-60",
                "AB_CD-60 | cd 60",
                "AB.CD-60 | abcd60",
                "ABCD60 | AB-CD-60",
                "Salt & Pepper mill | salt and pepper",
                "Salt&Pepper mill | salt pepper",
                "Oil and vinegar set | oil & vinegar",
                "Oil and vinegar set | oil vinegar",
                "Black/white cloth | black and white",
                "été | ete",
                "Đà Lạt | da lat",
                "Crème brûlée | CREME BRULEE",
                "Straße | strasse",
                "STRASSE | straße",
                "Œuvre | oeuvre",
                "Smörgås | smorgas",
                "ΟΔΟΣ ΑΘΗΝΑΣ | οδός",
                "Ёлка | елка",
                "İSTANBUL | istanbul",
                "ISPARTA | ısparta",
                "コーヒーカップ | カップ",
                "コーヒーカップ | コーヒー",
                "コーヒーカップ | ｺｰﾋｰ",
                "ｺｰﾋｰｶｯﾌﾟ | コーヒー",
                "急須と湯呑みセット | 湯呑み",
                "ＰＩＮＫ　ＬＡＭＰ | lamp",
                "커피잔세트 | 커피",
                "กาแฟร้อน | กาแฟ",
                "USBケーブル | usb ケーブル",
                "TEA LIGHT HOLDER | tea lite",
                "NIGHT LITE | nightlight",
                "COLOUR PENCILS | color",
                "Theatre centrepiece | theater",
                "CATALOGUE | catalogs",
                "I ❤ LONDON | ❤",
                "½ DOZEN | 1 2 dozen",
                "so\u00adfa | sofa",
            })
    void what_is_typed_finds_what_is_stored(String stored, String typed) {
        assertThat(finds(typed, stored)).as("%s finds %s", typed, stored).isTrue();
        for (Form form : List.of(Form.NFC, Form.NFD)) {
            assertThat(finds(Normalizer.normalize(typed, form), stored))
                    .as("typed in %s", form)
                    .isTrue();
            assertThat(finds(typed, Normalizer.normalize(stored, form)))
                    .as("stored in %s", form)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KITE | kit",
                "FOUR CANDLES | for",
                "HAND TOWEL WARMER | handwarmer",
                "コーヒーカップ | ヒカ",
                "Salt and pepper | sand",
                "ガラス | カラス",
                "กา | กี",
                "Black and white | and black red",
                "AB-CD | BC",
            })
    void what_is_another_word_is_not_found(String stored, String typed) {
        assertThat(finds(typed, stored)).as("%s finds %s", typed, stored).isFalse();
    }

    @Test
    void a_text_without_words_wants_none_and_a_lonely_and_is_a_word() {
        assertThat(Words.of(" - ?! \u0301").wanted()).isEmpty();
        assertThat(Words.of("").forms()).isEmpty();
        assertThat(Words.of("and").wanted()).hasSize(1);
        assertThat(Words.of("&").forms()).containsExactly("and");
    }

    @Test
    void words_keep_their_order_before_all_joined_forms() {
        assertThat(Words.of("White T-LIGHT holder").forms())
                .containsExactly("white", "t", "light", "holder", "whitet", "tlight", "lightholder");
    }

    @Test
    void long_texts_are_read_in_time_that_grows_with_them() {
        assertThat(Words.of("a.".repeat(50_000)).forms()).hasSize(50_001);
        assertThat(Words.of("急".repeat(50_000)).forms()).hasSize(49_999);
    }

    private static boolean finds(String typed, String stored) {
        List<String> forms = Words.of(stored).forms();
        Set<String> known = new HashSet<>(forms);
        Set<String> stems = new HashSet<>(Words.stems(forms));
        var wanted = Words.of(typed).wanted();
        return !wanted.isEmpty()
                && wanted.stream()
                        .allMatch(word -> word.forms().stream().anyMatch(known::contains)
                                || word.stems().stream().anyMatch(stems::contains));
    }
}
