package dev.millrace.order;

import dev.millrace.http.HttpJson;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/** Orders as clients see them. A field of the response that the view does not fill fails the build. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR)
interface OrderResponses {

    OrderResponse of(OrderView view);

    @Mapping(target = "total", expression = "java(line.total())")
    OrderResponse.Line of(OrderLine line);

    default ClosingCode closingCode(String word) {
        return HttpJson.mapper().convertValue(word, ClosingCode.class);
    }

    default String text(OrderId id) {
        return id.toString();
    }

    default String text(CartId id) {
        return id.toString();
    }

    default @Nullable String text(@Nullable CustomerId id) {
        return id == null ? null : id.value();
    }

    default String text(PaymentId id) {
        return id.toString();
    }

    default String text(ParcelId id) {
        return id.toString();
    }

    default String text(Sku sku) {
        return sku.value();
    }
}
