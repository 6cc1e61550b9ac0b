package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n",
                "\u00a0\u2003\u3000",
                "\u200b\u200c\u200d\u2060\ufeff",
                "\u00ad",
                "\u202e\u2066",
                "\u034f\u0301",
                "\ufe0f\udb40\udd00",
                "\udb40\udc41",
                "\u115f\u1160\u3164\uffa0",
                "\u2800",
                "\u180e\u0378"
            })
    void what_shows_nothing_says_nothing(String text) {
        assertThat(Wording.says(text, 200)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u200ba", "é", "e\u0301", "カップ", "👩\u200d🚀", "☂️", "…", "สวัสดี"})
    void what_shows_something_says_it(String text) {
        assertThat(Wording.says(text, 200)).isTrue();
    }

    @Test
    void a_character_of_two_units_is_one() {
        assertThat(Wording.says("🛒".repeat(200), 200)).isTrue();
        assertThat(Wording.says("🛒".repeat(201), 200)).isFalse();
    }

    @Test
    void nothing_at_all_may_stand_where_a_text_may_be_left_out() {
        assertThat(Wording.mayStand("", 10)).isTrue();
        assertThat(Wording.mayStand("\u200b", 10)).isFalse();
        assertThat(Wording.mayStand("a", 10)).isTrue();
    }
}
