package dev.millrace.domain;

import static dev.millrace.domain.Samples.LEEDS;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.NOON;
import static dev.millrace.domain.Samples.TOKEN;
import static dev.millrace.domain.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.inventory.StockCommand.ReceiveStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.product.ProductCommand.CreateProduct;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class LastUnitTest {

    static final int RIVALS = 50;
    static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    final AxonConfiguration axon = Scenario.inMemory().start();
    final Commands commands = axon.getComponent(Commands.class);

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void of_fifty_orders_at_once_for_the_last_unit_one_gets_it() {
        accept(new CreateProduct(MUG, "Mug", "", pounds("2.50")));
        accept(new ReceiveStock(MUG, LEEDS, 1, null));
        List<OrderId> orders =
                Stream.generate(this::placeOrderForOneMug).limit(RIVALS).toList();

        List<Outcome> outcomes = Flux.fromIterable(orders)
                .flatMap(
                        order -> commands.send(new ReserveStock(order, NOON)).subscribeOn(Schedulers.boundedElastic()),
                        RIVALS)
                .collectList()
                .block(LONG_ENOUGH);

        assertThat(outcomes).hasSize(RIVALS).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(stored()).filteredOn(StockReserved.class::isInstance).hasSize(1);
        assertThat(stored())
                .filteredOn(StockReservationRefused.class::isInstance)
                .hasSize(RIVALS - 1);
    }

    private OrderId placeOrderForOneMug() {
        CartId cart = CartId.next();
        OrderId order = OrderId.next();
        accept(new OpenCart(cart, null, Samples.POUNDS, List.of(new Item(MUG, 1, null))));
        accept(new CheckOutCart(cart, order, "ann@example.org", "GB", TOKEN, NOON, false));
        return order;
    }

    private void accept(Object command) {
        assertThat(commands.send(command).block(LONG_ENOUGH)).isInstanceOf(Outcome.Accepted.class);
    }

    private List<Object> stored() {
        EventStorageEngine engine = axon.getComponent(EventStorageEngine.class);
        MessageStream<EventMessage> stream = engine.stream(
                StreamingCondition.startingFrom(engine.firstToken(null).join()), null);
        return Stream.generate(stream::next)
                .takeWhile(java.util.Optional::isPresent)
                .<Object>map(entry -> entry.get().message().payload())
                .toList();
    }
}
