package dev.millrace.commandside;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Why the rules may refuse what an endpoint asks for, for the OpenAPI document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refusals {

    /** Codes of rejections that are answered with 404. */
    String[] notFound() default {};

    /** Codes of rejections that are answered with 409. */
    String[] conflict() default {};

    /** Codes of rejections that are answered with 422. */
    String[] invalid() default {};
}
