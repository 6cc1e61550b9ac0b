package dev.millrace.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Codes of the problems that an endpoint has beside those that all have, for the OpenAPI document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Refusals {

    /** Those with 401. */
    String[] unauthorised() default {};

    /** Those with 404. */
    String[] notFound() default {};

    /** Those with 409. */
    String[] conflict() default {};

    /** Those with 422. */
    String[] invalid() default {};

    /** Those with 429. */
    String[] tooMany() default {};

    /** Those with 503. */
    String[] unavailable() default {};
}
