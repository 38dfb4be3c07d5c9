package io.cellhive.model.limits;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes memory sizes as Docker does: a number and b, k, m or g, in powers of 1024. */
public final class MemorySize {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})([bkmg])?b?");
    private static final String UNITS = "bkmg";

    private MemorySize() {}

    /** The size in bytes; empty if the text is not a size. Case does not matter, no unit means bytes. */
    public static Optional<Long> parse(String text) {
        Matcher size = SHAPE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return Optional.empty();
        }
        int power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2));
        try {
            return Optional.of(Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * power)));
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    /** The shortest exact form, such as 512m or 1g. */
    public static String format(long bytes) {
        int power = 0;
        long rest = bytes;
        while (rest >= 1024 && rest % 1024 == 0 && power < UNITS.length() - 1) {
            rest /= 1024;
            power++;
        }
        return power == 0 ? Long.toString(rest) : rest + UNITS.substring(power, power + 1);
    }
}
