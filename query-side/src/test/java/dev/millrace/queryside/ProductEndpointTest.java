package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.Refresh;
import dev.millrace.product.IndexedProduct;
import dev.millrace.product.ProductDocument;
import dev.millrace.product.ProductIndex;
import dev.millrace.product.ProductStock;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProductEndpointTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant SPRING = Instant.parse("2026-04-01T09:00:00Z");

    private static final String LONG_WORD = "Wohnzimmerschrankbeleuchtung";

    private final QueryServer server = QueryServer.shared();

    @BeforeAll
    static void a_small_assortment() {
        var elasticsearch = QueryServer.shared().elasticsearch();
        String index = ProductIndex.name(QueryServer.GENERATION);
        elasticsearch
                .indices()
                .create(create -> create.index(index).withJson(new StringReader(ProductIndex.definition())))
                .join();
        elasticsearch
                .indices()
                .updateAliases(change -> change.actions(
                        action -> action.add(add -> add.index(index).alias(ProductIndex.ALIAS))))
                .join();
        List<ProductDocument> products = List.of(
                product("L1", "WHITE METAL LANTERN", "Holds one candle", 375, "GBP", 10, 1),
                product("L2", "GARDEN LANTERNS SET OF TWO", "For the patio", 1250, "GBP", 0, 2),
                product("L3", "LANTERNFLY BROOCH", "Enamel", 850, "GBP", 4, 3),
                product("L4", "LANTREN STYLE HOOK", "Wrought", 250, "GBP", 4, 4),
                product("C1", "CAFÉ SIGN", "Tin, for the kitchen", 695, "GBP", 3, 5),
                product("C2", "CREAM CUPID HEARTS COAT HANGER", "Pretty", 275, "GBP", 5, 6),
                product("E1", "EURO LANTERN", "Sold abroad", 400, "EUR", 8, 7),
                product("K123", "BRASS QUOIN CLAMP", "For workbenches", 100, "USD", 1, 8),
                product("AB.CD-60", "HAND WARMER OWL", "", 100, "USD", 1, 8),
                product("AB_CD-60", "POPPY HANDWARMER", "", 100, "USD", 1, 8),
                product("T1", "T-LIGHT GLASS", "Verre d'eau", 100, "USD", 1, 8),
                product("D1", LONG_WORD, "Salt & Pepper", 100, "USD", 1, 8),
                product("D2", "Wohnzimmerteppichunterlage", "", 100, "USD", 1, 8),
                product("J1", "コーヒーカップ", "", 100, "USD", 1, 8),
                withdrawn("W1", "WITHDRAWN LANTERN"));
        for (ProductDocument product : products) {
            elasticsearch
                    .index(put -> put.index(index)
                            .id(product.sku())
                            .document(IndexedProduct.of(product))
                            .refresh(Refresh.True))
                    .join();
        }
    }

    @Test
    void a_misspelt_word_finds_what_was_meant_after_what_was_typed() {
        assertThat(skus("/products?query=lantren")).startsWith("L4").contains("L1", "L2");
    }

    @Test
    void exact_words_rank_above_their_other_forms_above_beginnings_above_typos() {
        List<String> found = skus("/products?query=lantern&currency=GBP");

        assertThat(found.getFirst()).isEqualTo("L1");
        assertThat(found).containsSubsequence("L1", "L2", "L3", "L4");
    }

    @Test
    void accents_and_word_forms_do_not_matter() {
        assertThat(skus("/products?query=cafe")).containsExactly("C1");
        assertThat(skus("/products?query=hanger heart")).containsExactly("C2");
    }

    @ParameterizedTest
    @CsvSource({
        "K123 clamp, K123",
        "clamp K123, K123",
        "K123 workbench, K123",
        "cd-60, AB.CD-60 AB_CD-60",
        "ab_cd-60, AB_CD-60 AB.CD-60",
        "abcd60, AB.CD-60 AB_CD-60",
        "handwarmer, AB.CD-60 AB_CD-60",
        "hand warmers, AB.CD-60 AB_CD-60",
        "tea lite, T1",
        "eau, T1",
        "salt and pepper, D1",
        "カップ, J1",
        "ｺｰﾋｰ, J1",
        "!!!, ''",
    })
    void words_are_found_however_they_are_written(String query, String expected) {
        List<String> found = skus("/products?query=" + query);

        assertThat(found).containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
        if (query.equals("ab_cd-60")) {
            assertThat(found).as("the SKU itself").startsWith("AB_CD-60");
        }
    }

    @Test
    void every_further_letter_of_a_long_word_still_finds_it() {
        for (int typed = 1; typed <= LONG_WORD.length(); typed++) {
            String letters = LONG_WORD.substring(0, typed);
            assertThat(skus("/products?query=" + letters)).as(letters).contains("D1");
            assertThat(skus("/product-suggestions?prefix=" + letters))
                    .as(letters)
                    .contains("D1");
            if (typed > "Wohnzimmer".length()) {
                assertThat(skus("/product-suggestions?prefix=" + letters)).doesNotContain("D2");
            }
        }
    }

    @Test
    void a_sku_finds_its_product_first() {
        assertThat(skus("/products?query=c2")).startsWith("C2");
    }

    @Test
    void withdrawn_products_are_not_found_but_can_be_looked_at() {
        assertThat(skus("/products?query=withdrawn")).doesNotContain("W1");
        server.http()
                .get()
                .uri("/products/W1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.withdrawn")
                .isEqualTo(true);
    }

    @Test
    void facets_count_what_the_other_filters_leave() {
        JsonNode found =
                json("/products?query=lantern&currency=GBP&available=true&maxPrice=5&facets=prices,availability");

        assertThat(found.at("/total").asInt()).isEqualTo(2);
        assertThat(found.at("/facets/availability/available").asInt()).isEqualTo(2);
        assertThat(found.at("/facets/availability/unavailable").asInt()).isZero();
        assertThat(counts(found)).as("prices of all available lanterns").containsExactly(2L, 1L);
        assertThat(counts(json("/products?query=lantern&currency=GBP&facets=prices")))
                .containsExactly(2L, 1L, 1L);
        assertThat(json("/products?query=lantern&currency=GBP&available=true&facets=availability")
                        .at("/facets/availability/unavailable")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void facets_are_counted_only_where_asked_for_and_say_what_their_bounds_as_filters_give() {
        assertThat(json("/products?query=lantern").has("facets")).isFalse();
        assertThat(json("/products?facets=availability").at("/facets").has("prices"))
                .isFalse();
        assertThat(json("/products?facets=availability&facets=prices").at("/facets"))
                .isEqualTo(json("/products?facets=prices,availability").at("/facets"));
        for (String currency : List.of("GBP", "EUR", "KWD", "JPY")) {
            JsonNode found = json("/products?facets=prices&currency=" + currency);
            long all = 0;
            for (JsonNode range : found.at("/facets/prices")) {
                long count = range.get("count").asLong();
                String min = range.at("/from/amount").asString("0");
                String max =
                        range.has("to") ? "&maxPrice=" + range.at("/to/amount").asString() : "";
                assertThat(json("/products?limit=1&currency=" + currency + "&minPrice=" + min + max)
                                .get("total")
                                .asLong())
                        .as(range.toString())
                        .isEqualTo(count);
                all += count;
            }
            assertThat(found.get("total").asLong()).as(currency).isEqualTo(all);
        }
    }

    @Test
    void price_bounds_are_in_the_shops_currency_unless_another_is_named() {
        assertThat(skus("/products?query=lantern&minPrice=3&maxPrice=4.00")).containsExactly("L1");
        assertThat(skus("/products?query=lantern&minPrice=3&maxPrice=4.00&currency=EUR"))
                .containsExactly("E1");
    }

    @ParameterizedTest
    @CsvSource({"price, C2 L1 C1 L3 L2", "price-desc, L2 L3 C1 L1 C2", "newest, C2 C1 L3 L2 L1", "name, C1 C2 L2 L3 L1"
    })
    void results_can_be_sorted_and_paged(String sort, String expected) {
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = json("/products?currency=GBP&limit=2&sort=" + sort + next);
            page.at("/items").forEach(item -> found.add(item.get("sku").asString()));
            next = page.has("next") ? "&cursor=" + page.get("next").asString() : null;
        }
        found.remove("L4");

        assertThat(found).containsExactly(expected.split(" "));
    }

    @Test
    void relevance_can_be_paged_too() {
        JsonNode first = json("/products?query=lantern&limit=2");
        JsonNode second = json(
                "/products?query=lantern&limit=2&cursor=" + first.get("next").asString());

        assertThat(skus(first)).hasSize(2).doesNotContainAnyElementsOf(skus(second));
    }

    @Test
    void typing_suggests_names_and_skus_that_begin_so() {
        assertThat(skus("/product-suggestions?prefix=lan"))
                .contains("L1", "L2", "L3")
                .doesNotContain("W1", "C1");
        assertThat(skus("/product-suggestions?prefix=white met")).containsExactly("L1");
        assertThat(skus("/product-suggestions?prefix=caf")).containsExactly("C1");
        assertThat(skus("/product-suggestions?prefix=l2")).contains("L2");
    }

    @Test
    void whatever_its_sku_a_product_is_reached_at_its_location() {
        String index = ProductIndex.name(QueryServer.GENERATION);
        for (String sku : List.of("autocomplete", "x.json", "v1.2.html", "A..B..", "A B", "A_.", "0.", "events")) {
            server.elasticsearch()
                    .index(put -> put.index(index)
                            .id(sku)
                            .document(IndexedProduct.of(product(sku, "NAMED", "", 100, "GBP", 1, 1))))
                    .join();
            assertThat(json("/products/" + sku).get("sku").asString()).isEqualTo(sku);
            server.elasticsearch()
                    .delete(it -> it.index(index).id(sku).refresh(Refresh.True))
                    .join();
        }
        assertThat(skus("/products/autocomplete?prefix=l2")).contains("L2");
    }

    @ParameterizedTest
    @CsvSource({
        "/products?minPrice=cheap, minPrice",
        "/products?maxPrice=1.234, maxPrice",
        "/products?minPrice=5&maxPrice=2, minPrice",
        "/products?available=perhaps, available",
        "/products?currency=GBX, currency",
        "/products?currency=DEM, currency",
        "/products?query=a%07b, query",
        "/products?sort=colour, sort",
        "/products?facets=colours, facets",
        "/products?facets=, facets",
        "'/products?facets=prices,', facets",
        "/products?query=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z+a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y, query",
        "/products?limit=201, limit",
        "/products?cursor=tomorrow, cursor",
        "/product-suggestions?prefix=, prefix",
        "/product-suggestions, prefix",
        "/products/autocomplete?prefix=, prefix",
        "/products/%23, sku",
        "/products/L1;a=1, path",
        "/products/L1%3Ba=1, sku",
        "/products/L1%2FL2, sku",
    })
    void bad_parameters_are_named(String uri, String field) {
        server.http()
                .get()
                .uri(java.net.URI.create(server.url() + uri))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void a_product_has_an_etag_and_an_unknown_one_is_not_found() {
        String etag = server.http()
                .get()
                .uri("/products/L1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.price.amount")
                .isEqualTo("3.75")
                .returnResult()
                .getResponseHeaders()
                .getETag();
        server.http()
                .get()
                .uri("/products/L1")
                .header("If-None-Match", etag)
                .exchange()
                .expectStatus()
                .isNotModified();
        for (var method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            for (String tags : List.of("*", "W/" + etag, "\"nope\", " + etag)) {
                server.http()
                        .method(method)
                        .uri("/products/L1")
                        .header("If-None-Match", tags)
                        .exchange()
                        .expectStatus()
                        .isNotModified()
                        .expectHeader()
                        .valueEquals("ETag", etag);
            }
        }
        server.http()
                .get()
                .uri("/products/NONE")
                .header("If-None-Match", "*")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_search_that_must_see_a_write_waits_for_the_projection_and_then_sees_it() {
        server.watermark(ProductIndex.PROJECTION, 100);
        server.http()
                .get()
                .uri("/products?query=lantern")
                .header("Min-Event-Position", "101")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/read-model-behind");
        server.elasticsearch()
                .index(put -> put.index(ProductIndex.name(QueryServer.GENERATION))
                        .id("N1")
                        .document(IndexedProduct.of(product("N1", "NOVELTY ZEPPELIN", "", 100, "GBP", 1, 102))))
                .join();
        var projection = reactor.core.publisher.Mono.delay(Duration.ofMillis(300))
                .publishOn(reactor.core.scheduler.Schedulers.boundedElastic())
                .doOnNext(later -> server.watermark(ProductIndex.PROJECTION, 102))
                .toFuture();

        server.http()
                .get()
                .uri("/products?query=zeppelin")
                .header("Min-Event-Position", "102")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[0].sku")
                .isEqualTo("N1");
        assertThat(projection).succeedsWithin(Duration.ofSeconds(5));
        server.elasticsearch()
                .delete(it -> it.index(ProductIndex.ALIAS).id("N1").refresh(Refresh.True))
                .join();
    }

    @Test
    void searches_that_follow_each_other_at_once_each_see_what_was_written_before_them() {
        for (int position = 200; position < 230; position++) {
            String sku = "Z" + position;
            long at = position;
            server.elasticsearch()
                    .index(put -> put.index(ProductIndex.name(QueryServer.GENERATION))
                            .id(sku)
                            .document(IndexedProduct.of(product(sku, "MARCHING ZEBRA", "", 100, "USD", 1, at))))
                    .join();
            server.watermark(ProductIndex.PROJECTION, position);

            server.http()
                    .get()
                    .uri("/products?limit=1&query=" + sku)
                    .header("Min-Event-Position", String.valueOf(position))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.items[0].sku")
                    .isEqualTo(sku);
        }
        for (int position = 200; position < 230; position++) {
            String sku = "Z" + position;
            server.elasticsearch()
                    .delete(it -> it.index(ProductIndex.ALIAS).id(sku).refresh(Refresh.True))
                    .join();
        }
    }

    private static ProductDocument product(
            String sku, String name, String description, long price, String currency, long free, long position) {
        return new ProductDocument(
                sku,
                true,
                name,
                description,
                price,
                currency,
                false,
                free > 0,
                free,
                SPRING.plusSeconds(position),
                SPRING.plusSeconds(position),
                position,
                position,
                List.of(new ProductStock("main", free, 0, position)));
    }

    private static ProductDocument withdrawn(String sku, String name) {
        return new ProductDocument(sku, false, name, "", 100L, "GBP", true, false, 0, SPRING, SPRING, 9, 0, List.of());
    }

    private List<String> skus(String uri) {
        return skus(json(uri));
    }

    private static List<String> skus(JsonNode page) {
        return StreamSupport.stream(page.at("/items").spliterator(), false)
                .map(item -> item.get("sku").asString())
                .toList();
    }

    private static List<Long> counts(JsonNode page) {
        return StreamSupport.stream(page.at("/facets/prices").spliterator(), false)
                .map(range -> range.get("count").asLong())
                .toList();
    }

    private JsonNode json(String uri) {
        return JSON.readTree(server.http()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent());
    }
}
