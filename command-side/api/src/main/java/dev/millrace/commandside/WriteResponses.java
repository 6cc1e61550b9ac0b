package dev.millrace.commandside;

import dev.millrace.http.EventPosition;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answers of writes, for the OpenAPI document. */
public final class WriteResponses {

    private WriteResponses() {}

    /** 201 with a location. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "201",
            description = "It happened",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where to see what came of it",
                        schema = @Schema(type = "string")),
                @Header(
                        name = EventPosition.HEADER,
                        description = "Position of the last event; to be asked for with `Min-Event-Position`",
                        schema = @Schema(type = "integer", format = "int64"))
            })
    public @interface Created {

        /** What the body says. */
        Class<?> value();
    }

    /** 202 with a location. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "202",
            description = "It happened, and more will follow on its own",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where to see what comes of it",
                        schema = @Schema(type = "string")),
                @Header(
                        name = EventPosition.HEADER,
                        description = "Position of the last event; to be asked for with `Min-Event-Position`",
                        schema = @Schema(type = "integer", format = "int64"))
            })
    public @interface Accepted {

        /** What the body says. */
        Class<?> value();
    }

    /** 204. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "204",
            description = "It is so now",
            headers =
                    @Header(
                            name = EventPosition.HEADER,
                            description = "Position of the last event; to be asked for with `Min-Event-Position`",
                            schema = @Schema(type = "integer", format = "int64")))
    public @interface Done {}
}
