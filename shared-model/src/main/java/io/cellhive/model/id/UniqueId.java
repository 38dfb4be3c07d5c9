package io.cellhive.model.id;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the random part of ids: 48 bits of Unix milliseconds, then 80 bits from a secure source. */
final class UniqueId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UniqueId() {}

    static String next() {
        byte[] tail = new byte[10];
        RANDOM.nextBytes(tail);
        return HexFormat.of().toHexDigits(System.currentTimeMillis(), 12) + HexFormat.of().formatHex(tail);
    }
}
