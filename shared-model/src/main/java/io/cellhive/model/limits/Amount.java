package io.cellhive.model.limits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Times and sizes as the sentences for beginners say them. Small ones are never rounded to nothing. */
public final class Amount {
    private static final long KILOBYTE = 1 << 10;
    private static final long MEGABYTE = 1 << 20;
    /** From here on, in megabytes, no fraction is said. */
    private static final long LARGE = 10;

    private Amount() {}

    /** Such as "30 seconds", "1 second" or "0.5 seconds". */
    public static String seconds(Duration time) {
        return several(plain(BigDecimal.valueOf(time.toMillis(), 3)), "second");
    }

    /** In the largest unit of which there are two or more and nothing is left over. */
    public static String time(Duration time) {
        if (time.toHours() > 1 && time.equals(Duration.ofHours(time.toHours()))) {
            return time.toHours() + " hours";
        }
        boolean whole = time.toMinutes() > 1 && time.equals(Duration.ofMinutes(time.toMinutes()));
        return whole ? time.toMinutes() + " minutes" : seconds(time);
    }

    /** Such as "512 MB", "1.5 MB", "100 kB" or "1 byte"; rounded down. */
    public static String size(long bytes) {
        if (bytes < KILOBYTE) {
            return several(String.valueOf(bytes), "byte");
        }
        if (bytes < MEGABYTE) {
            return bytes / KILOBYTE + " kB";
        }
        return plain(BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(MEGABYTE), bytes < LARGE * MEGABYTE ? 1 : 0,
                RoundingMode.DOWN)) + " MB";
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String several(String number, String unit) {
        return number + " " + unit + (number.equals("1") ? "" : "s");
    }
}
