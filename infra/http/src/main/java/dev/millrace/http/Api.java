package dev.millrace.http;

/** Where the API lives. */
public final class Api {

    /** Prefix of every {@code @RestController} of ours; controllers don't repeat it, locations must. */
    public static final String PREFIX = "/api/v1";

    private Api() {}
}
