package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** An instance of the command side on a free port, and a client of it. */
final class RunningApi implements AutoCloseable {

    private static RunningApi shared;

    final ConfigurableApplicationContext context;
    final WebTestClient client;
    final URI uri;

    public static final String WEBHOOK_SECRET = "known-to-these-tests-alone";

    private RunningApi(PostgresAddress postgres, String... settings) {
        SpringApplication application = new SpringApplication(CommandSideApplication.class);
        String[] arguments = {
            "--spring.config.name=command-side",
            "--server.port=0",
            "--millrace.postgres.host=" + postgres.host(),
            "--millrace.postgres.port=" + postgres.port(),
            "--millrace.postgres.database=" + postgres.database(),
            "--millrace.postgres.username=" + postgres.username(),
            "--millrace.postgres.password=" + postgres.password(),
            "--millrace.postgres.pool-min-size=2",
            "--millrace.redis.host=" + TestServers.redis().host(),
            "--millrace.redis.port=" + TestServers.redis().port(),
            "--millrace.redis.password=" + TestServers.redis().password(),
            "--millrace.payments.sandbox.webhook-secret=" + WEBHOOK_SECRET,
            "--millrace.postgres.pool-max-size=10",
            // Builds share their machine with much else: slow is not unavailable.
            "--millrace.postgres.acquire-timeout=10s",
            "--logging.level.dev.millrace.http.AccessLog=WARN"
        };
        // Of two values of one setting Spring makes a list.
        Stream<String> others = Stream.of(arguments)
                .filter(argument ->
                        Stream.of(settings).noneMatch(setting -> name(setting).equals(name(argument))));
        context = application.run(Stream.concat(others, Stream.of(settings)).toArray(String[]::new));
        uri = URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort());
        client = WebTestClient.bindToServer()
                .baseUrl(uri.toString())
                .responseTimeout(Duration.ofSeconds(30))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
                .build();
    }

    private static String name(String argument) {
        return argument.substring(0, argument.indexOf('='));
    }

    static RunningApi on(PostgresAddress postgres, String... settings) {
        return new RunningApi(postgres, settings);
    }

    /** One for all tests that leave nothing behind that others could trip over. */
    static synchronized RunningApi shared() {
        if (shared == null) {
            shared = on(TestServers.freshDatabase());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** A POST with a key of its own. */
    WebTestClient.ResponseSpec post(String path, String json) {
        return post(path, json, UUID.randomUUID().toString());
    }

    WebTestClient.ResponseSpec post(String path, String json, String key) {
        return send(HttpMethod.POST, path, json, key);
    }

    WebTestClient.ResponseSpec send(HttpMethod method, String path, String json, String key) {
        WebTestClient.RequestBodySpec request = client.method(method).uri(URI.create(uri + "/api/v1" + path));
        if (key != null) {
            request.header(IdempotencyKey.HEADER, key);
        }
        return (json == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(json))
                .exchange();
    }

    /** What an accepted POST created: the last segment of its location. */
    String create(String path, String json) {
        String location = post(path, json)
                .expectStatus()
                .is2xxSuccessful()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** A new product at 2.50 GBP, of which {@code stock} is in London. */
    String product(int stock) {
        String sku = "SKU-" + UUID.randomUUID();
        create("/products", """
                {"sku": "%s", "name": "A thing", "price": {"amount": "2.50", "currency": "GBP"}}""".formatted(sku));
        if (stock > 0) {
            create("/stock/receipts", """
                    {"sku": "%s", "warehouse": "london", "quantity": %d}""".formatted(sku, stock));
        }
        return sku;
    }

    /** A new cart with some of a product in it. */
    String cart(String sku, int quantity) {
        return create("/carts", """
                {"currency": "GBP", "customerId": "c-1", "items": [{"sku": "%s", "quantity": %d}]}""".formatted(sku, quantity));
    }

    /** As another module would. */
    void command(Object command) {
        Outcome outcome = context.getBean(Commands.class).send(command).block(Duration.ofSeconds(10));
        assertThat(outcome).as(command.toString()).isInstanceOf(Outcome.Accepted.class);
    }

    EventLog log() {
        return context.getBean(EventLog.class);
    }

    long head() {
        return log().head().block(Duration.ofSeconds(10));
    }

    static String body(WebTestClient.ResponseSpec response) {
        return response.expectBody(String.class).returnResult().getResponseBody();
    }

    static <T> T read(String json, String path) {
        return JsonPath.read(json, path);
    }

    @Override
    public void close() {
        context.close();
    }
}
