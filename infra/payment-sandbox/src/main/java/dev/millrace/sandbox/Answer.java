package dev.millrace.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway answers to an operation, now and to every repetition under the same key.
 *
 * @param status HTTP status
 * @param payment the payment afterwards; absent if it was refused
 * @param code why it was refused; absent if it wasn't
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
        int status, @Nullable Payment payment, @Nullable String code) {

    static Answer created(Payment payment) {
        return new Answer(201, payment, null);
    }

    static Answer ok(Payment payment) {
        return new Answer(200, payment, null);
    }

    static Answer refused(int status, String code) {
        return new Answer(status, null, code);
    }
}
