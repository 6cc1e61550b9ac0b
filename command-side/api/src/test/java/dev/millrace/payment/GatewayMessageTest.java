package dev.millrace.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.payment.PaymentCommand.RecordCapture;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GatewayMessageTest {

    @Test
    void a_payment_outlives_its_currency() {
        byte[] told = """
                {"id": "m-1", "type": "payment.captured", "data": {
                 "paymentId": "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f30", "orderId": "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f20",
                 "amount": 1250, "currency": "DEM"}}""".getBytes(StandardCharsets.UTF_8);
        assertThat(GatewayMessage.read(told).command())
                .containsInstanceOf(RecordCapture.class)
                .hasValueSatisfying(command ->
                        assertThat(((RecordCapture) command).amount()).hasToString("DEM 12.50"));
    }
}
