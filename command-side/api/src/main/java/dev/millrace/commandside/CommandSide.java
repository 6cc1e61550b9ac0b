package dev.millrace.commandside;

import dev.millrace.cart.CartController;
import dev.millrace.cart.CartProblems;
import dev.millrace.cart.CurrentCarts;
import dev.millrace.commandhandling.CommandHandling;
import dev.millrace.connections.Migrations;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.http.Entries;
import dev.millrace.http.HttpConventions;
import dev.millrace.http.ProblemMapping;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.YamlDefaults;
import dev.millrace.inventory.CurrentStock;
import dev.millrace.inventory.StockController;
import dev.millrace.inventory.StockProblems;
import dev.millrace.order.CurrentOrders;
import dev.millrace.order.OrderController;
import dev.millrace.order.OrderProblems;
import dev.millrace.payment.PaymentWebhooks;
import dev.millrace.payment.WebhookSettings;
import dev.millrace.product.CurrentProducts;
import dev.millrace.product.ProductBatchController;
import dev.millrace.product.ProductController;
import dev.millrace.product.ProductProblems;
import dev.millrace.representation.Representations;
import io.r2dbc.pool.ConnectionPool;
import io.swagger.v3.core.converter.ModelConverter;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The command side: the write API, and the domain behind it. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:command-side.yaml", factory = YamlDefaults.class)
@EnableConfigurationProperties({CommandSettings.class, IdempotencySettings.class, WebhookSettings.class})
@Import({
    HttpConventions.class,
    CommandHandling.class,
    Representations.class,
    ProductController.class,
    ProductBatchController.class,
    StockController.class,
    OrderController.class
})
public class CommandSide {

    /** As fine as what every store keeps. */
    private static final Clock CLOCK = Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));

    private static final String SCHEMA = "command_side";

    @Bean
    CommandSideDatabase commandSideDatabase(ConnectionPool pool, Migrations migrations, CommandSettings settings) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return new CommandSideDatabase(pool, settings.timeout());
    }

    @Bean
    IdempotencyKeys idempotencyKeys(
            CommandSideDatabase commandSideDatabase, IdempotencySettings settings, CommandSettings commands) {
        return new IdempotencyKeys(commandSideDatabase, settings.outlasting(commands));
    }

    @Bean
    Purge idempotencyPurge(IdempotencyKeys keys, IdempotencySettings settings) {
        return new Purge("idempotency keys", limit -> keys.purge(settings.retention(), limit));
    }

    @Bean
    Writes writes(
            Commands commands,
            EventLog eventLog,
            IdempotencyKeys keys,
            CommandSettings settings,
            IdempotencySettings idempotency) {
        return new Writes(commands, eventLog, keys, settings, idempotency);
    }

    @Bean
    Batches batches(Writes writes, Validator validator) {
        return new Batches(writes, new Entries(validator));
    }

    @Bean
    Things things(CurrentCarts carts, CurrentOrders orders, CurrentProducts products, CurrentStock stock) {
        return new Things(carts, orders, products, stock);
    }

    @Bean
    CartController cartController(Writes writes, Things things) {
        return new CartController(writes, things, CLOCK);
    }

    @Bean
    PaymentWebhooks paymentWebhooks(
            Commands commands, CommandSideDatabase commandSideDatabase, WebhookSettings settings) {
        return new PaymentWebhooks(commands, commandSideDatabase, settings, CLOCK);
    }

    @Bean
    Purge webhookPurge(PaymentWebhooks webhooks) {
        return webhooks.purge();
    }

    @Bean
    WriteDocumentation writeDocumentation() {
        return new WriteDocumentation();
    }

    @Bean
    ProblemMeanings cartProblems() {
        return CartProblems.MEANINGS;
    }

    @Bean
    ProblemMeanings orderProblems() {
        return OrderProblems.MEANINGS;
    }

    @Bean
    ProblemMeanings productProblems() {
        return ProductProblems.MEANINGS;
    }

    @Bean
    ProblemMeanings stockProblems() {
        return StockProblems.MEANINGS;
    }

    @Bean
    ProblemMeanings writeProblems() {
        return WriteProblems.MEANINGS;
    }

    @Bean
    ModelConverter textSchemas() {
        return new TextSchemas();
    }

    @Bean
    ProblemMapping commandProblems() {
        return Writes::problemOf;
    }
}
