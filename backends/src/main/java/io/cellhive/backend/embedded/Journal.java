package io.cellhive.backend.embedded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What steps changed since the maps' file was last written, in their order: adding to its end is all that a step waits for,
 * some 40 µs where writing the maps takes 500. Read again at the next start; doing the same changes twice leaves what doing
 * them once does.
 *
 * <p>A record is a step: its length, the CRC-32 of its body, its changes. A record that is cut off or damaged was never
 * promised to anybody, nor is what follows it. Not safe for threads; {@link Disk} sees to that.
 */
final class Journal implements AutoCloseable {
    private static final int REMOVED = -1;
    /** why: an interrupt of the thread that writes closes any channel, but not this. */
    private final RandomAccessFile file;
    private final ByteArrayOutputStream step = new ByteArrayOutputStream();
    private final DataOutputStream changes = new DataOutputStream(step);
    private ByteArrayOutputStream ended = new ByteArrayOutputStream();
    private byte[] unsaved = {};
    private long saved;

    /** One change: the new text of a key, a Long or a String; null when the key was removed. */
    @FunctionalInterface
    interface Change {
        void apply(String map, Object key, @Nullable String value);
    }

    /** Opens the file, or makes it. */
    Journal(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Does all changes of whole records again. */
    void replay(Change change) throws IOException {
        byte[] all = new byte[Math.toIntExact(file.length())];
        file.seek(0);
        file.readFully(all);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(all))) {
            for (byte[] body = body(in); body.length > 0; body = body(in)) {
                apply(new DataInputStream(new ByteArrayInputStream(body)), change);
            }
        }
    }

    /** The next whole record; empty at the end, or where the rest is of no use. */
    private static byte[] body(DataInputStream in) throws IOException {
        if (in.available() < Integer.BYTES + Long.BYTES) {
            return new byte[0];
        }
        int length = in.readInt();
        long sum = in.readLong();
        byte[] body = in.readNBytes(Math.max(0, length));
        return body.length == length && sum == sum(body) ? body : new byte[0];
    }

    private static void apply(DataInputStream in, Change change) throws IOException {
        while (in.available() > 0) {
            String map = in.readUTF();
            Object key = in.readBoolean() ? (Object) in.readLong() : in.readUTF();
            int length = in.readInt();
            change.apply(map, key,
                    length == REMOVED ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
    }

    private static long sum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

    /** Notes a change of the step that is being done. */
    void note(String map, Object key, @Nullable String value) {
        try {
            changes.writeUTF(map);
            changes.writeBoolean(key instanceof Long);
            if (key instanceof Long number) {
                changes.writeLong(number);
            } else {
                changes.writeUTF(key.toString());
            }
            byte[] text = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            changes.writeInt(value == null ? REMOVED : text.length);
            changes.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The step is done, or has failed in the middle: either way its changes belong together. */
    void endStep() {
        if (step.size() == 0) {
            return;
        }
        try {
            byte[] body = step.toByteArray();
            step.reset();
            DataOutputStream out = new DataOutputStream(ended);
            out.writeInt(body.length);
            out.writeLong(sum(body));
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Hands over the records since the last call. */
    byte[] take() {
        byte[] records = ended.toByteArray();
        ended = new ByteArrayOutputStream();
        return records;
    }

    /** Adds these records to the file. After a failure they go with the next ones, and the caller must not have promised them. */
    void save(byte[] records) throws IOException {
        byte[] all = records;
        if (unsaved.length > 0) {
            all = new byte[unsaved.length + records.length];
            System.arraycopy(unsaved, 0, all, 0, unsaved.length);
            System.arraycopy(records, 0, all, unsaved.length, records.length);
        }
        unsaved = all;
        file.seek(saved);
        file.write(all);
        saved += all.length;
        unsaved = new byte[0];
    }

    /** How many bytes the next start would read. */
    long size() {
        return saved;
    }

    /** The maps' file has it all. */
    void clear() throws IOException {
        if (file.length() > 0) {
            file.setLength(0);
        }
        ended.reset();
        unsaved = new byte[0];
        saved = 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
