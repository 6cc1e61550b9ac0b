package dev.millrace.payment;

import dev.millrace.commandside.CommandSideDatabase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps every message of a gateway, with what came of it. Non-blocking. */
final class WebhookInbox {

    private static final String GATEWAY = "sandbox";

    private final CommandSideDatabase database;

    WebhookInbox(CommandSideDatabase database) {
        this.database = database;
    }

    /** Stores a message that is new. Answers whether it is still to be handled: new, or stored by a run that died. */
    Mono<Boolean> store(GatewayMessage message, byte[] body) {
        return database.row(
                """
                INSERT INTO command_side.webhooks AS stored (gateway, id, type, payment_id, order_id, body)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (gateway, id) DO UPDATE SET type = stored.type
                RETURNING handled_at IS NULL AS pending""",
                statement -> {
                    statement
                            .bind(0, GATEWAY)
                            .bind(1, message.id())
                            .bind(2, message.type())
                            .bind(5, new String(body, StandardCharsets.UTF_8));
                    bind(statement, 3, message.paymentId());
                    bind(statement, 4, message.orderId());
                    return statement;
                },
                row -> Boolean.TRUE.equals(row.get("pending", Boolean.class)));
    }

    /**
     * @param outcome {@code applied}, {@code ignored}, or the code of the rejection
     * @param position of the last event; absent if there is none
     */
    Mono<Void> handled(GatewayMessage message, String outcome, @Nullable Long position) {
        return database.update("""
                        UPDATE command_side.webhooks SET handled_at = clock_timestamp(), outcome = $3, position = $4
                        WHERE gateway = $1 AND id = $2""", statement -> {
                    statement.bind(0, GATEWAY).bind(1, message.id()).bind(2, outcome);
                    return position == null ? statement.bindNull(3, Long.class) : statement.bind(3, position);
                })
                .then();
    }

    private static void bind(io.r2dbc.spi.Statement statement, int index, java.util.@Nullable UUID value) {
        if (value == null) {
            statement.bindNull(index, java.util.UUID.class);
        } else {
            statement.bind(index, value);
        }
    }
}
