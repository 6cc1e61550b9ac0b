package dev.millrace.product;

import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.pounds;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;

import dev.millrace.product.ProductCommand.CreateProduct;
import dev.millrace.product.ProductCommand.DescribeProduct;
import dev.millrace.product.ProductCommand.PriceProduct;
import dev.millrace.product.ProductCommand.WithdrawProduct;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductRulesTest {

    static final CreateProduct CREATE = new CreateProduct(MUG, "Mug", "Blue", pounds("2.50"));
    static final ProductCreated CREATED = new ProductCreated(MUG, "Mug", "Blue", pounds("2.50"));
    static final ProductWithdrawn WITHDRAWN = new ProductWithdrawn(MUG, "out of fashion");

    @Test
    void a_product_is_created() {
        given().when(CREATE).then(CREATED);
    }

    @Test
    void a_repeated_creation_changes_nothing_even_after_the_product_changed() {
        given(CREATED).when(CREATE).thenNothing();
        given(CREATED, new ProductPriced(MUG, pounds("3.00"), pounds("2.50")))
                .when(CREATE)
                .thenNothing();
        given(CREATED, WITHDRAWN).when(CREATE).thenNothing();
    }

    @Test
    void a_sku_belongs_to_one_product() {
        given(CREATED)
                .when(new CreateProduct(MUG, "Another mug", "Blue", pounds("2.50")))
                .thenRejected("product.already-exists", CONFLICT);
        given(CREATED, WITHDRAWN)
                .when(new CreateProduct(MUG, "Mug", "Blue", pounds("9.00")))
                .thenRejected("product.already-exists", CONFLICT);
    }

    @Test
    void a_name_has_1_to_200_characters() {
        given().when(new CreateProduct(MUG, " ", "", pounds("1.00"))).thenInvalid("product.invalid-name", "name");
        given().when(new CreateProduct(MUG, "x".repeat(201), "", pounds("1.00")))
                .thenInvalid("product.invalid-name", "name");
        given(CREATED).when(new DescribeProduct(MUG, "", "")).thenInvalid("product.invalid-name", "name");
        given(CREATED)
                .when(new DescribeProduct(MUG, "x".repeat(200), ""))
                .then(new ProductDescribed(MUG, "x".repeat(200), ""));
    }

    @Test
    void a_description_has_at_most_4000_characters() {
        given().when(new CreateProduct(MUG, "Mug", "x".repeat(4001), pounds("1.00")))
                .thenInvalid("product.invalid-description", "description");
        given(CREATED)
                .when(new DescribeProduct(MUG, "Mug", "x".repeat(4001)))
                .thenInvalid("product.invalid-description", "description");
        given(CREATED)
                .when(new DescribeProduct(MUG, "Mug", "x".repeat(4000)))
                .then(new ProductDescribed(MUG, "Mug", "x".repeat(4000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-0.01", "1000000.01"})
    void a_price_is_more_than_0_and_at_most_a_million(String price) {
        given().when(new CreateProduct(MUG, "Mug", "", pounds(price))).thenInvalid("product.invalid-price", "price");
        given(CREATED).when(new PriceProduct(MUG, pounds(price))).thenInvalid("product.invalid-price", "price");
    }

    @Test
    void a_price_may_be_a_penny_or_a_million() {
        given(CREATED)
                .when(new PriceProduct(MUG, pounds("0.01")))
                .then(new ProductPriced(MUG, pounds("0.01"), pounds("2.50")));
        given(CREATED)
                .when(new PriceProduct(MUG, pounds("1000000.00")))
                .then(new ProductPriced(MUG, pounds("1000000.00"), pounds("2.50")));
    }

    @Test
    void gold_is_no_currency() {
        given().when(new CreateProduct(MUG, "Mug", "", Money.ofMajor(CurrencyUnit.of("XAU"), 1)))
                .thenInvalid("product.invalid-price", "price");
    }

    @Test
    void a_product_keeps_its_currency() {
        given(CREATED)
                .when(new PriceProduct(MUG, Money.of(CurrencyUnit.EUR, 3)))
                .thenInvalid("product.other-currency", "price.currency");
    }

    @Test
    void the_same_price_or_description_again_changes_nothing() {
        given(CREATED).when(new PriceProduct(MUG, pounds("2.50"))).thenNothing();
        given(CREATED).when(new DescribeProduct(MUG, "Mug", "Blue")).thenNothing();
    }

    @Test
    void prices_follow_one_another() {
        given(CREATED, new ProductPriced(MUG, pounds("3.00"), pounds("2.50")))
                .when(new PriceProduct(MUG, pounds("2.50")))
                .then(new ProductPriced(MUG, pounds("2.50"), pounds("3.00")));
    }

    @Test
    void a_product_is_withdrawn_once() {
        given(CREATED).when(new WithdrawProduct(MUG, "out of fashion")).then(WITHDRAWN);
        given(CREATED, WITHDRAWN).when(new WithdrawProduct(MUG, "again")).thenNothing();
        given(CREATED).when(new WithdrawProduct(MUG, "x".repeat(501))).thenInvalid("product.invalid-reason", "reason");
    }

    @Test
    void a_withdrawn_product_is_neither_described_nor_priced() {
        given(CREATED, WITHDRAWN).when(new DescribeProduct(MUG, "Cup", "")).thenRejected("product.withdrawn", CONFLICT);
        given(CREATED, WITHDRAWN)
                .when(new PriceProduct(MUG, pounds("1.00")))
                .thenRejected("product.withdrawn", CONFLICT);
    }

    @Test
    void an_unknown_product_is_not_found() {
        given().when(new DescribeProduct(MUG, "Cup", "")).thenRejected("product.not-found", NOT_FOUND);
        given().when(new PriceProduct(MUG, pounds("1.00"))).thenRejected("product.not-found", NOT_FOUND);
        given().when(new WithdrawProduct(MUG, "")).thenRejected("product.not-found", NOT_FOUND);
    }
}
