package dev.millrace.eventlog;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.Tag;
import dev.millrace.http.InvalidField;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemException;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What events a request asks for, made of its parameters {@code type} and {@code tag}. */
final class EventFilter {

    private static final int MOST_TAGS = 10;

    /** What a tag's value must be; the functions refuse with {@link IllegalArgumentException}. */
    private static final Map<String, Function<String, ?>> TAGS = new TreeMap<>(Map.of(
            Tags.CART, CartId::of,
            Tags.CUSTOMER, CustomerId::new,
            Tags.ORDER, OrderId::of,
            Tags.PAYMENT, PaymentId::of,
            Tags.PRODUCT, Sku::new,
            Tags.SKU, Sku::new));

    private static final String TAG_FORM =
            "key:value, such as order:0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10, with a key of "
                    + String.join(", ", TAGS.keySet()) + ", at most " + MOST_TAGS + " times";
    private static final String TYPE_FORM =
            "the name of an event type such as millrace.order.OrderPlaced; /api/v1/event-schemas lists them";

    private EventFilter() {}

    /**
     * Events that are of one of the types, if there are any, and carry all of the tags.
     *
     * @throws ProblemException 400 naming the parameters that are at fault
     */
    static Criteria criteria(@Nullable List<String> types, @Nullable List<String> tags) {
        List<InvalidField> errors = new ArrayList<>();
        Set<String> wantedTypes = types == null ? Set.of() : Set.copyOf(types);
        // An empty parameter is an empty list: whoever sent it meant some type, and not all.
        if ((types != null && types.isEmpty())
                || wantedTypes.stream()
                        .anyMatch(type -> EventCatalog.typeNamed(type).isEmpty())) {
            errors.add(InvalidField.expecting("type", TYPE_FORM));
        }
        Set<Tag> wantedTags = new HashSet<>();
        boolean malformed = tags != null && (tags.isEmpty() || tags.size() > MOST_TAGS);
        for (String text : tags == null ? List.<String>of() : tags) {
            Tag tag = malformed ? null : tag(text);
            if (tag == null) {
                malformed = true;
            } else {
                wantedTags.add(tag);
            }
        }
        if (malformed) {
            errors.add(InvalidField.expecting("tag", TAG_FORM));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
        return wantedTypes.isEmpty() && wantedTags.isEmpty()
                ? Criteria.everything()
                : Criteria.anyOf(new Criterion(wantedTags, wantedTypes));
    }

    private static @Nullable Tag tag(String text) {
        int colon = text.indexOf(':');
        Function<String, ?> form = colon < 0 ? null : TAGS.get(text.substring(0, colon));
        if (form == null) {
            return null;
        }
        try {
            return Tag.of(
                    text.substring(0, colon),
                    form.apply(text.substring(colon + 1)).toString());
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
