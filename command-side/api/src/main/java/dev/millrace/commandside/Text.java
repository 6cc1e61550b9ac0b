package dev.millrace.commandside;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that says something. One that may be left out, and one that may be empty, is left out or says something. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = TextForm.class)
public @interface Text {

    /** 0 for a text that may be left out or empty. */
    int min() default 1;

    /** The most code points it may have. */
    int max();

    String message() default "must be {min} to {max} characters, not all blank";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
