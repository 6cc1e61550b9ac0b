package dev.millrace.sales;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Limit;
import dev.millrace.http.Problem;
import dev.millrace.http.Refusals;
import dev.millrace.reading.ReadYourWrites;
import dev.millrace.sales.SalesReader.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/sales")
@Tag(name = "Sales")
class SalesController {

    private static final String FROM = "First day, in the shop's time zone";
    private static final String TO = "Last day";
    private static final String CURRENCY = "Only sales in it; absent for all, one currency after the other";

    private final SalesReader sales;
    private final ReadYourWrites readYourWrites;

    SalesController(SalesReader sales, ReadYourWrites readYourWrites) {
        this.sales = sales;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/days")
    @Operation(
            summary = "Sales per day, from the first to the last",
            operationId = "listSalesByDay",
            description = "Counted are confirmed orders, on the day they were ordered on in the shop's time zone.")
    @Refusals(unavailable = "read-model-missing")
    Mono<SalesFigures<SalesFigures.OfDay>> days(
            @Parameter(description = FROM)
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable
                    LocalDate from,
            @Parameter(description = TO)
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable
                    LocalDate to,
            @Parameter(description = CURRENCY) @RequestParam(required = false) @Nullable CurrencyUnit currency,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        Wanted wanted = wanted(from, to, currency);
        return current(min).flatMap(generation -> sales.days(generation, wanted, limit, cursor));
    }

    @GetMapping("/products")
    @Operation(
            summary = "Sales per product, the greatest revenue of each currency first",
            operationId = "listSalesByProduct",
            description = "Counted are confirmed orders. A product sold in several currencies is there once for each.")
    @Refusals(unavailable = "read-model-missing")
    Mono<SalesFigures<SalesFigures.OfProduct>> products(
            @Parameter(description = FROM)
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable
                    LocalDate from,
            @Parameter(description = TO)
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable
                    LocalDate to,
            @Parameter(description = CURRENCY) @RequestParam(required = false) @Nullable CurrencyUnit currency,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        Wanted wanted = wanted(from, to, currency);
        return current(min).flatMap(generation -> sales.products(generation, wanted, limit, cursor));
    }

    @GetMapping("/countries")
    @Operation(
            summary = "Sales per country, the greatest revenue of each currency first",
            operationId = "listSalesByCountry",
            description =
                    "Counted are confirmed orders. A country with sales in several currencies is there once for each.")
    @Refusals(unavailable = "read-model-missing")
    Mono<SalesFigures<SalesFigures.OfCountry>> countries(
            @Parameter(description = FROM)
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable
                    LocalDate from,
            @Parameter(description = TO)
                    @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Nullable
                    LocalDate to,
            @Parameter(description = CURRENCY) @RequestParam(required = false) @Nullable CurrencyUnit currency,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        Wanted wanted = wanted(from, to, currency);
        return current(min).flatMap(generation -> sales.countries(generation, wanted, limit, cursor));
    }

    private Mono<Long> current(@Nullable EventPosition min) {
        return readYourWrites.list(SalesSchema.PROJECTION, min);
    }

    private static Wanted wanted(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable CurrencyUnit currency) {
        if (from != null && to != null && from.isAfter(to)) {
            throw Problem.invalid("from", "no later than to").exception();
        }
        return new Wanted(from, to, currency);
    }
}
