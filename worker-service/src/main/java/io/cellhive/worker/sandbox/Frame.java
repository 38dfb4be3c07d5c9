package io.cellhive.worker.sandbox;

/** One frame of the runner protocol as it travels: a JSON header and a payload that may be empty. The arrays are not copied. */
public record Frame(byte[] header, byte[] payload) {
    public static final int MIN_HEADER = 2;
    public static final int MAX_HEADER = 65_536;
    public static final int MAX_PAYLOAD = 67_108_864;
}
