package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.processes.OutsideCall;
import dev.millrace.processes.PortName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the money is. It answers with its name for the payment. */
public final class PaymentPort {

    public static final PortName<Request, String> NAME = new PortName<>("payment");

    /** Code of a refusal: nothing can be done to the payment any more, it was voided. */
    static final String VOIDED = "payment-voided";

    /** Code of a refusal: the payment can't be voided, the money has been taken. */
    static final String CAPTURED = "payment-captured";

    private PaymentPort() {}

    public record Request(PaymentOperation operation, OrderId orderId, ChargeProgress charge) {}

    /** What a process asks of a gateway, a task for each operation. */
    public interface Payer<S> {

        OrderId orderId(S state);

        @Nullable
        ChargeProgress charge(S state);

        Optional<PaymentOperation> owed(S state);
    }

    /** The calls for all operations, as long as they are owed. */
    public static <S> List<OutsideCall<S, ?, ?>> calls(Payer<S> payer, GatewayRecord record) {
        return Stream.of(PaymentOperation.values())
                .<OutsideCall<S, ?, ?>>map(operation -> call(payer, record, operation))
                .toList();
    }

    /** The name of an operation's task. */
    public static String task(PaymentOperation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private static <S> OutsideCall<S, Request, String> call(
            Payer<S> payer, GatewayRecord record, PaymentOperation operation) {
        Function<S, Optional<Request>> owed = state -> payer.owed(state)
                .filter(operation::equals)
                .flatMap(asked -> Optional.ofNullable(payer.charge(state)))
                .map(charge -> new Request(operation, payer.orderId(state), charge));
        return new OutsideCall<>(
                task(operation),
                NAME,
                owed,
                (state, request) -> request.charge().paymentId() + ":" + task(operation),
                (state, answer, now) -> owed.apply(state)
                        .flatMap(request -> record.of(answer, operation, request.orderId(), request.charge(), now))
                        .map(command -> command));
    }
}
