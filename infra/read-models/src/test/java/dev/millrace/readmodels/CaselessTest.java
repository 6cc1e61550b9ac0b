package dev.millrace.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaselessTest {

    @ParameterizedTest
    @CsvSource({
        "Ann@Example.ORG, ann@example.org",
        "ÉLODIE@exemple.fr, élodie@exemple.fr",
        "ИВАН@ПРИМЕР.РФ, иван@пример.рф",
        "ΟΔΟΣ@παράδειγμα.gr, οδος@ΠΑΡΆΔΕΙΓΜΑ.GR",
        "STRASSE@example.de, straße@example.de",
        "STRASSE@example.de, STRAẞE@example.de",
        "strasse@example.de, STRAẞE@example.de",
        "ırmak@example.tr, IRMAK@example.tr",
        "ırmak@example.tr, irmak@example.tr",
        "İzmir@example.tr, i\u0307zmir@example.tr",
        "ﬁn@example.com, FIN@example.com",
        "ｗｉｄｅ@example.jp, wide@example.jp",
        "TITLE@I.example, title@i.example",
    })
    void case_width_and_normal_form_do_not_count(String one, String other) {
        for (Form form : Form.values()) {
            assertThat(Caseless.of(Normalizer.normalize(one, form))).isEqualTo(Caseless.of(other));
        }
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Caseless.of(one)).as("whatever the locale").isEqualTo(Caseless.of(other));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "elodie@exemple.fr, élodie@exemple.fr",
        "İzmir@example.tr, izmir@example.tr",
        "a_b@example.com, axb@example.com",
        "a%@example.com, ab@example.com",
    })
    void other_letters_are_others(String one, String other) {
        assertThat(Caseless.of(one)).isNotEqualTo(Caseless.of(other));
    }
}
