package dev.millrace.local;

/** What a local server is doing, in the order in which a start and a stop pass through it. */
public enum ServerState {
    /** Its files are being unpacked, or its data folder is being made. */
    PREPARING,
    /** Its process runs and does not answer yet. */
    STARTING,
    /** It answers. */
    READY,
    /** It was asked to stop. */
    STOPPING,
    /** Its process has ended. */
    STOPPED,
    /** It did not start, or its process ended in the start. */
    FAILED
}
