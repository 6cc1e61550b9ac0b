package dev.millrace.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class UpcastersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static EventVersion version(String typeAndVersion) {
        String[] parts = typeAndVersion.split("/");
        return new EventVersion(parts[0], parts[1]);
    }

    private static EventContent content(String version, String json) {
        return new EventContent(version(version), (ObjectNode) JSON.readTree(json));
    }

    private static List<String> lifted(Upcasters upcasters, EventContent content) {
        return upcasters.lifted(content).stream()
                .map(one -> one.version() + " " + one.json())
                .collect(Collectors.toList());
    }

    @Test
    void a_past_version_is_lifted_step_by_step_to_the_last() {
        Upcasters upcasters = Upcasters.builder()
                .change("shop.Sold", "1", "2", Change.renamed("count", "units"))
                .change("shop.Sold", "2", "3", Change.defaulted("currency", StringNode.valueOf("GBP")))
                .build();

        assertThat(lifted(upcasters, content("shop.Sold/1", "{'count':3}".replace('\'', '"'))))
                .containsExactly("shop.Sold/3 {\"units\":3,\"currency\":\"GBP\"}");
        assertThat(lifted(upcasters, content("shop.Sold/2", "{\"units\":3,\"currency\":\"EUR\"}")))
                .containsExactly("shop.Sold/3 {\"units\":3,\"currency\":\"EUR\"}");
        assertThat(lifted(upcasters, content("shop.Sold/3", "{}"))).containsExactly("shop.Sold/3 {}");
        assertThat(lifted(upcasters, content("shop.Sold/9", "{}"))).containsExactly("shop.Sold/9 {}");
    }

    @Test
    void changes_are_made_one_after_the_other() {
        Upcasters upcasters = Upcasters.builder()
                .change(
                        "shop.Sold",
                        "1",
                        "2",
                        Change.all(Change.removed("till"), Change.renamed("a", "b"), Change.renamed("b", "c")))
                .build();

        assertThat(lifted(upcasters, content("shop.Sold/1", "{\"till\":7,\"a\":1}")))
                .containsExactly("shop.Sold/2 {\"c\":1}");
    }

    @Test
    void a_change_is_made_wherever_its_path_leads_and_nowhere_else() {
        Upcasters upcasters = Upcasters.builder()
                .change(
                        "shop.Sold",
                        "1",
                        "2",
                        Change.all(
                                Change.at("total", Change.renamed("a", "b")),
                                Change.at("lines[].price.net", Change.renamed("a", "b")),
                                Change.at("grid[][]", Change.renamed("a", "b"))))
                .build();

        assertThat(lifted(upcasters, content("shop.Sold/1", """
                        {"a":0,"total":{"a":1,"c":2},"other":{"a":3},"lines":[{"price":{"net":{"c":4,"a":5}},"a":6},\
                        {"price":null},{"price":7},8],"grid":[[{"a":9}],[],[[{"a":10}],{"a":11}],{"a":12}]}"""))).containsExactly("""
                        shop.Sold/2 {"a":0,"total":{"b":1,"c":2},"other":{"a":3},"lines":[{"price":{"net":{"c":4,"b":5}},"a":6},\
                        {"price":null},{"price":7},8],"grid":[[{"b":9}],[],[[{"a":10}],{"b":11}],{"a":12}]}""");
        assertThat(lifted(upcasters, content("shop.Sold/1", "{\"total\":null,\"lines\":{\"price\":1}}")))
                .containsExactly("shop.Sold/2 {\"total\":null,\"lines\":{\"price\":1}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "[]", "[].a", "a[0]", "a[]b", "a b"})
    void what_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> Change.at(path, Change.removed("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no path such as");
    }

    @Test
    void a_renamed_field_keeps_its_place_and_replaces_what_had_its_name() {
        Upcasters upcasters = Upcasters.builder()
                .change("shop.Sold", "1", "2", Change.renamed("a", "b"))
                .build();

        assertThat(lifted(upcasters, content("shop.Sold/1", "{\"c\":0,\"a\":1,\"d\":2,\"b\":3}")))
                .containsExactly("shop.Sold/2 {\"c\":0,\"b\":1,\"d\":2}");
        assertThat(lifted(upcasters, content("shop.Sold/1", "{\"b\":3,\"a\":1}")))
                .containsExactly("shop.Sold/2 {\"b\":1}");
        assertThat(lifted(upcasters, content("shop.Sold/1", "{\"b\":3}"))).containsExactly("shop.Sold/2 {\"b\":3}");
    }

    @Test
    void who_selects_by_type_learns_under_which_names_its_events_are_stored() {
        Upcasters upcasters = Upcasters.builder()
                .rename(version("shop.Ordered/1"), version("shop.OrderPlaced/1"))
                .change("shop.OrderPlaced", "1", "2", Change.renamed("a", "b"))
                .split(
                        version("shop.OrderPlaced/2"),
                        Set.of(version("shop.OrderPlaced/3"), version("shop.AddressGiven/1")),
                        json -> List.of())
                .build();

        assertThat(upcasters.storedTypes("shop.OrderPlaced"))
                .containsExactlyInAnyOrder("shop.OrderPlaced", "shop.Ordered");
        assertThat(upcasters.storedTypes("shop.AddressGiven"))
                .containsExactlyInAnyOrder("shop.AddressGiven", "shop.OrderPlaced", "shop.Ordered");
        assertThat(upcasters.storedTypes("shop.Other")).containsExactly("shop.Other");
    }

    @Test
    void one_event_may_become_several_each_lifted_further() {
        Upcasters upcasters = Upcasters.builder()
                .split(
                        version("shop.Placed/1"),
                        Set.of(version("shop.Placed/2"), version("shop.Address/1")),
                        json -> List.of(
                                content("shop.Placed/2", "{\"id\":" + json.get("id") + "}"),
                                content("shop.Address/1", "{\"id\":" + json.get("id") + "}")))
                .rename(version("shop.Address/1"), version("shop.AddressGiven/1"))
                .build();

        assertThat(lifted(upcasters, content("shop.Placed/1", "{\"id\":4}")))
                .containsExactly("shop.Placed/2 {\"id\":4}", "shop.AddressGiven/1 {\"id\":4}");
    }

    @Test
    void chains_that_can_not_end_or_are_not_clear_are_refused() {
        var circle = Upcasters.builder()
                .rename(version("a.A/1"), version("a.B/1"))
                .rename(version("a.B/1"), version("a.A/1"));
        assertThatThrownBy(circle::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("circle");

        var twice = Upcasters.builder().rename(version("a.A/1"), version("a.B/1"));
        assertThatThrownBy(() -> twice.rename(version("a.A/1"), version("a.C/1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two upcasters begin at a.A/1");
    }

    @Test
    void a_split_that_makes_what_it_has_not_announced_is_found_out() {
        Upcasters upcasters = Upcasters.builder()
                .split(version("a.A/1"), Set.of(version("a.B/1")), json -> List.of(content("a.C/1", "{}")))
                .build();

        assertThatThrownBy(() -> upcasters.lifted(content("a.A/1", "{}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the upcaster of a.A/1 has made a a.C/1, where it announced [a.B/1]");
    }
}
