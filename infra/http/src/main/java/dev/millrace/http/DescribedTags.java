package dev.millrace.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Says what is under each tag that the document's operations have, in one place, since several controllers share a tag. */
final class DescribedTags implements GlobalOpenApiCustomizer {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "Carts", "What a customer is about to order",
            "Events", "The event log, for analysts and auditors",
            "Orders", "What customers ordered, and how it goes on",
            "Payments", "What the payment gateway tells",
            "Products", "The catalogue, and searches in it",
            "Projections", "Progress, rebuilds and parked events of read models",
            "Sales", "Figures of confirmed orders",
            "Stock", "Units on hand, reserved and free");

    @Override
    public void customise(OpenAPI document) {
        Set<String> used = new TreeSet<>();
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations().stream()
                        .map(operation -> operation.getTags())
                        .filter(Objects::nonNull)
                        .forEach(used::addAll));
        document.setTags(used.stream()
                .map(name -> new Tag().name(name).description(DESCRIPTIONS.getOrDefault(name, name)))
                .toList());
    }
}
