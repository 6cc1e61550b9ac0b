package dev.millrace.product;

import dev.millrace.commandside.Shown;
import dev.millrace.id.Sku;
import dev.millrace.representation.Newness;
import reactor.core.publisher.Mono;

/** Products, as their GET shows them, for the answers to writes. */
final class ShownProducts {

    private final CurrentProducts current;

    ShownProducts(CurrentProducts current) {
        this.current = current;
    }

    /** From the log alone: the search index is not for those who write. */
    Shown of(Sku sku) {
        return new Shown(
                Shown.path("products", sku.value()),
                position -> current.product(sku, Mono.empty(), Newness.upTo(position)),
                CurrentProducts::own);
    }
}
