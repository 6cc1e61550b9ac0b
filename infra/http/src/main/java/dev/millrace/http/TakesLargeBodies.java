package dev.millrace.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On an endpoint that takes bodies of up to {@link RawBody#MAX_LARGE_BYTES}: many writes in one. The OpenAPI document says so. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TakesLargeBodies {}
