package dev.millrace.commandside;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that must be there and say something. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@ReportAsSingleViolation
@NotBlank
@Size
public @interface Text {

    /** The most UTF-16 units it may have. */
    @OverridesAttribute(constraint = Size.class, name = "max")
    int max();

    String message() default "must be 1 to {max} characters, not all blank";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
