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

    private static final String POSITION = "Position of the last event; to be asked for with `Min-Event-Position`";
    private static final String VERSION = "Of the thing in the body, as its GET has it";
    private static final String WHERE = "Where the thing in the body is";

    private WriteResponses() {}

    /** 201 with a location. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "201",
            description = "It happened; the thing as it now is",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where to see what came of it",
                        schema = @Schema(type = "string")),
                @Header(
                        name = EventPosition.HEADER,
                        description = POSITION,
                        schema = @Schema(type = "integer", format = "int64")),
                @Header(name = "ETag", description = VERSION, schema = @Schema(type = "string")),
                @Header(name = "Content-Location", description = WHERE, schema = @Schema(type = "string"))
            })
    public @interface Created {

        /** The thing as its GET shows it; left out if so preferred, or if it can't be read. */
        Class<?> value();
    }

    /** 202 with a location. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "202",
            description = "It happened, and more will follow on its own; the thing as it now is",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where to see what comes of it",
                        schema = @Schema(type = "string")),
                @Header(
                        name = EventPosition.HEADER,
                        description = POSITION,
                        schema = @Schema(type = "integer", format = "int64")),
                @Header(name = "ETag", description = VERSION, schema = @Schema(type = "string")),
                @Header(name = "Content-Location", description = WHERE, schema = @Schema(type = "string"))
            })
    public @interface Accepted {

        /** The thing as its GET shows it; left out if so preferred, or if it can't be read. */
        Class<?> value();
    }

    /** 200. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "200",
            description = "It is so now",
            headers = {
                @Header(
                        name = EventPosition.HEADER,
                        description = POSITION,
                        schema = @Schema(type = "integer", format = "int64")),
                @Header(name = "ETag", description = VERSION, schema = @Schema(type = "string")),
                @Header(name = "Content-Location", description = WHERE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "204",
            description = "It is so now, and isn't shown: as preferred, or since it could not be read",
            headers =
                    @Header(
                            name = EventPosition.HEADER,
                            description = POSITION,
                            schema = @Schema(type = "integer", format = "int64")))
    public @interface Done {

        /** The thing as its GET shows it. */
        Class<?> value();
    }

    /** 200 with an outcome for each entry. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "200",
            description = "Each entry's outcome, in their order",
            headers =
                    @Header(
                            name = EventPosition.HEADER,
                            description = "Position of the last event; to be asked for with `Min-Event-Position`",
                            schema = @Schema(type = "integer", format = "int64")))
    public @interface Each {}
}
