package dev.millrace.domain;

import dev.millrace.cart.CartCommandHandler;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.inventory.StockCommandHandler;
import dev.millrace.order.OrderCommandHandler;
import dev.millrace.payment.PaymentCommandHandler;
import dev.millrace.product.ProductCommandHandler;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import java.util.List;
import java.util.function.Function;
import org.axonframework.common.configuration.ModuleBuilder;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;

/** The domain as a process sees it: what it handles, and what it makes happen. */
public final class Domain {

    private Domain() {}

    /**
     * Registers the handlers of all commands. They take {@link Decisions} from the components of the configuration.
     *
     * @return {@code configurer}
     */
    public static EventSourcingConfigurer register(EventSourcingConfigurer configurer) {
        return configurer
                .registerCommandHandlingModule(module("product", ProductCommandHandler::new))
                .registerCommandHandlingModule(module("inventory", StockCommandHandler::new))
                .registerCommandHandlingModule(module("cart", CartCommandHandler::new))
                .registerCommandHandlingModule(module("order", OrderCommandHandler::new))
                .registerCommandHandlingModule(module("payment", PaymentCommandHandler::new));
    }

    /** All events that the handlers may append, and the boundaries may read. */
    public static List<Class<? extends BusinessEvent>> events() {
        return EventCatalog.types();
    }

    private static ModuleBuilder<CommandHandlingModule> module(String context, Function<Decisions, Object> handler) {
        return CommandHandlingModule.named(context)
                .commandHandlers()
                .annotatedCommandHandlingComponent(
                        configuration -> handler.apply(configuration.getComponent(Decisions.class)));
    }
}
