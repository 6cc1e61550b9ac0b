package dev.millrace.projections;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A place in a path for the name of a projection, for the OpenAPI document. */
@Parameter(schema = @Schema(ref = DocumentedProjections.REFERENCE))
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface NamesProjection {}
