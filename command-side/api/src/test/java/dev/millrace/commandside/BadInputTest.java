package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Whatever is wrong with a request is named, and nothing is appended. */
class BadInputTest {

    private static final String GONE = "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10";
    private static final RunningApi api = RunningApi.shared();

    private static String sku;
    private static String cart;

    private long headBefore;

    @BeforeAll
    static void a_product_and_a_cart_with_three_of_it() {
        sku = api.product(0);
        cart = api.cart(sku, 3);
    }

    @BeforeEach
    void remember_the_head() {
        headBefore = api.head();
    }

    @AfterEach
    void nothing_is_appended() {
        assertThat(api.head()).isEqualTo(headBefore);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // products
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'1.00','currency':'GBP'},'colour':1}  | 400 | colour",
                "POST  | /products | {'sku':'N','price':{'amount':'1.00','currency':'GBP'}}                        | 400 | name",
                "POST  | /products | {'sku':'N','name':' ','price':{'amount':'1.00','currency':'GBP'}}             | 400 | name",
                "POST  | /products | {'sku':'N','name':'\\u200b\\u2060','price':{'amount':'1.00','currency':'GBP'}}  | 400 | name",
                "POST  | /products | {'sku':'N','name':'\\u3164','price':{'amount':'1.00','currency':'GBP'}}        | 400 | name",
                "POST  | /products | {'sku':'N','name':'a\\u0007','price':{'amount':'1.00','currency':'GBP'}}       | 400 | name",
                "POST  | /products | {'sku':'N','name':'A','description':'\\ufeff','price':{'amount':'1.00','currency':'GBP'}} | 400 | description",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'1','currency':'ADP'}}                | 400 | price.currency",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'1.0000','currency':'CLF'}}           | 400 | price.currency",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'1','currency':'XAU'}}                | 400 | price.currency",
                "POST  | /products | {'sku':'N','name':7,'price':{'amount':'1.00','currency':'GBP'}}               | 400 | name",
                "POST  | /products | {'sku':'!','name':'A','price':{'amount':'1.00','currency':'GBP'}}             | 400 | sku",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'1.00','currency':'QQQ'}}             | 400 | price.currency",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'1.001','currency':'GBP'}}            | 400 | price.amount",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'-1.00','currency':'GBP'}}            | 422 | price",
                "POST  | /products | {'sku':'N','name':'A','price':{'amount':'99999999.00','currency':'GBP'}}      | 422 | price",
                "PUT   | /products/{sku}/price | {'price':{'amount':'0.00','currency':'GBP'}}                      | 422 | price",
                "PUT   | /products/{sku}/price | {}                                                                | 400 | price",
                "PUT   | /products/%20/price   | {'price':{'amount':'1.00','currency':'GBP'}}                      | 400 | sku",
                "PUT   | /products/{sku}/description | {'name':'A'}                                                | 400 | description",
                "POST  | /products/{sku}/withdrawal  | {}                                                          | 400 | reason",
                // stock
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'london','quantity':0}                       | 400 | quantity",
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'london','quantity':-5}                      | 400 | quantity",
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'london','quantity':1000000001}              | 400 | quantity",
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'london','quantity':12345678901}             | 400 | quantity",
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'london','quantity':'5'}                     | 400 | quantity",
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'LONDON','quantity':5}                       | 400 | warehouse",
                "POST  | /stock/receipts | {'sku':'NO','warehouse':'london','quantity':5}                          | 422 | sku",
                "POST  | /stock/receipts | {'sku':'{sku}','warehouse':'london','quantity':5,'reference':'\\u200b'}  | 400 | reference",
                "POST  | /stock/adjustments | {'sku':'{sku}','warehouse':'london','delta':1,'reason':'\\u200b'}     | 400 | reason",
                "POST  | /stock/adjustments | {'sku':'NO','warehouse':'london','delta':5,'reason':'x'}             | 422 | sku",
                "POST  | /stock/adjustments | {'sku':'{sku}','warehouse':'london','delta':0,'reason':'x'}          | 422 | delta",
                "POST  | /stock/adjustments | {'sku':'{sku}','warehouse':'london','delta':-1,'reason':'x'}         | 409 | delta",
                "POST  | /stock/adjustments | {'sku':'{sku}','warehouse':'london','delta':1}                       | 400 | reason",
                // carts
                "POST  | /carts | {}                                                                               | 400 | currency",
                "POST  | /carts | {'currency':'gbp'}                                                               | 400 | currency",
                "POST  | /carts | {'currency':'DEM'}                                                               | 400 | currency",
                "POST  | /carts | {'currency':'GBP','customerId':'a b'}                                            | 400 | customerId",
                "POST  | /carts | {'currency':'GBP','items':[{'sku':'{sku}','quantity':-1}]}                       | 400 | items[0].quantity",
                "POST  | /carts | {'currency':'GBP','items':[{'sku':'{sku}','quantity':1},{'sku':'NO','quantity':1}]} | 422 | items[1].sku",
                "POST  | /carts | {'currency':'EUR','items':[{'sku':'{sku}','quantity':1}]}                        | 422 | items[0].sku",
                "POST  | /carts/{cart}/items | {'items':[]}                                                        | 400 | items",
                "POST  | /carts/{cart}/items | {'items':[{'sku':'NO','quantity':1}]}                               | 422 | items[0].sku",
                "POST  | /carts/{cart}/items | {'items':[{'sku':'{sku}','quantity':1000000}]}                      | 422 | items[0].quantity",
                "POST  | /carts/nonsense/items | {'items':[{'sku':'{sku}','quantity':1}]}                          | 400 | id",
                "PATCH | /carts/{cart}/items/1 | {'quantity':0}                                                    | 400 | quantity",
                "PATCH | /carts/{cart}/items/x | {'quantity':1}                                                    | 400 | line",
                "POST  | /carts/{cart}/checkout | {'country':'GB','paymentToken':'tok_a'}                          | 400 | email",
                "POST  | /carts/{cart}/checkout | {'email':'\\u200b@\\u200b','country':'GB','paymentToken':'tok_a'}   | 422 | email",
                "POST  | /carts/{cart}/checkout | {'email':'nobody','country':'GB','paymentToken':'tok_a'}         | 422 | email",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'Britain','paymentToken':'tok_a'}     | 422 | country",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'UK','paymentToken':'tok_a'}          | 422 | country",
                "POST  | /carts/{cart}/checkout | {'email':'4111111111111111@b.org','country':'GB','paymentToken':'tok_a'} | 422 | email",
                "POST  | /carts/{cart}/checkout?cvc=123 | {'email':'a@b.c','country':'GB','paymentToken':'tok_a'}  | 422 | cvc",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'GB','paymentToken':'cash'}           | 422 | paymentToken",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'GB','paymentToken':'4111111111111111'} | 422 | paymentToken",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'GB','paymentToken':'tok_a','cvc':'123'} | 422 | cvc",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'GB','paymentToken':'tok_a','orderedAt':'1999-12-31T23:59:59Z'} | 400 | orderedAt",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'GB','paymentToken':'tok_a','orderedAt':'2999-12-31T23:59:59Z'} | 400 | orderedAt",
                "POST  | /carts/{cart}/checkout | {'email':'a@b.c','country':'GB','paymentToken':'tok_a','orderedAt':'soon'} | 400 | orderedAt",
                // orders
                "POST  | /orders/nonsense/cancellation | {'reason':'x'}                                            | 400 | id",
                "POST  | /orders/{gone}/cancellation | {}                                                          | 400 | reason",
                "POST  | /orders/{gone}/cancellation | {'reason':'\\u2800'}                                           | 400 | reason",
                "POST  | /orders/{gone}/parcels | {'carrier':'\\u00ad','trackingNumber':'1'}                        | 400 | carrier",
                "POST  | /orders/{gone}/parcels | {'carrier':'c','trackingNumber':'1','lines':[{'line':0,'quantity':1}]} | 400 | lines[0].line",
                "POST  | /orders/{gone}/parcels | {'carrier':'c','trackingNumber':'1','lines':[{'line':1,'quantity':0}]} | 400 | lines[0].quantity",
                "POST  | /orders/{gone}/parcels/7/delivery | {}                                                    | 400 | parcelId",
            })
    void a_field_that_is_wrong_is_named(HttpMethod method, String path, String json, int status, String field) {
        api.send(method, filled(path), filled(json).replace('\'', '"'), key())
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].expected")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /products/NO/price         | {'price':{'amount':'1.00','currency':'GBP'}}                | product.not-found",
                "POST   | /carts/{gone}/items        | {'items':[{'sku':'{sku}','quantity':1}]}                    | cart.not-found",
                "PATCH  | /carts/{cart}/items/9      | {'quantity':1}                                              | cart.line-not-found",
                "DELETE | /carts/{cart}/items/9      |                                                             | cart.line-not-found",
                "POST   | /carts/{gone}/checkout     | {'email':'a@b.c','country':'GB','paymentToken':'tok_a'}     | cart.not-found",
                "POST   | /orders/{gone}/cancellation | {'reason':'x'}                                             | order.not-found",
                "POST   | /orders/{gone}/parcels     | {'carrier':'c','trackingNumber':'1'}                        | order.not-found",
                "POST   | /orders/{gone}/parcels/{gone}/delivery | {}                                              | order.not-found",
            })
    void what_does_not_exist_is_not_found(HttpMethod method, String path, String json, String code) {
        api.send(method, filled(path), json == null ? null : filled(json).replace('\'', '"'), key())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/" + code);
    }

    @Test
    void a_product_that_is_there_already_is_a_conflict() {
        api.post("/products", """
                        {"sku": "%s", "name": "Other", "price": {"amount": "9.00", "currency": "GBP"}}""".formatted(sku))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/product.already-exists")
                .jsonPath("$.sku")
                .isEqualTo(sku);
    }

    @Test
    void more_than_2000_items_are_refused() {
        String items = ("{\"sku\":\"" + sku + "\",\"quantity\":1},").repeat(2_000) + "{\"sku\":\"A\",\"quantity\":1}";
        api.post("/carts", "{\"currency\": \"GBP\", \"items\": [" + items + "]}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("items");
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_refused() {
        api.post("/carts", "{\"currency\": \"" + "G".repeat(1 << 20) + "\"}")
                .expectStatus()
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"/carts", "/products", "/stock/receipts", "/stock/adjustments"})
    void a_creating_post_without_an_idempotency_key_is_refused(String path) {
        api.post(path, "{}", null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void two_idempotency_keys_are_none() {
        api.client
                .post()
                .uri("/api/v1/carts")
                .header(IdempotencyKey.HEADER, key(), key())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"currency\": \"GBP\"}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void a_card_number_in_an_email_or_a_key_is_neither_told_nor_logged() {
        String checkout = """
                {"email": "ada.4111-1111-1111-1111@b.org", "country": "GB", "paymentToken": "tok_a"}""";
        Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger access = (Logger) LoggerFactory.getLogger("dev.millrace.http.AccessLog");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        all.addAppender(log);
        access.setLevel(Level.INFO);
        try {
            String email = refusedAsCardData(api.post("/carts/" + cart + "/checkout", checkout));
            String header = refusedAsCardData(api.post("/carts", "{\"currency\": \"GBP\"}", "5555555555554444"));

            assertThat(email).contains("\"email\"").doesNotContain("1111-1111");
            assertThat(header).contains("\"Idempotency-Key\"").doesNotContain("55554444");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(log.list)
                            .filteredOn(line -> line.getFormattedMessage().contains(" 422 "))
                            .hasSize(2));
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(line -> line.contains("1111-1111") || line.contains("55554444"));
        } finally {
            access.setLevel(Level.WARN);
            all.detachAppender(log);
        }
    }

    private static String refusedAsCardData(WebTestClient.ResponseSpec answer) {
        String body = answer.expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("card-data-refused");
        return body;
    }

    @Test
    void an_idempotency_key_that_is_too_long_is_refused() {
        api.post("/carts", "{\"currency\": \"GBP\"}", "k".repeat(256))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("Idempotency-Key")
                .jsonPath("$.errors[0].expected")
                .isEqualTo("1 to 255 printable ASCII characters");
    }

    private static String filled(String text) {
        return text.replace("{sku}", sku).replace("{cart}", cart).replace("{gone}", GONE);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
