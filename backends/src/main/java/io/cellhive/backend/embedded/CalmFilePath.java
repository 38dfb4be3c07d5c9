package io.cellhive.backend.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files for MVStore that stay open when a thread that reads or writes is interrupted, which closes every
 * {@link FileChannel} of the JDK's and with it the store. H2's own answer to that, "async:", hands each read and write to
 * another thread and waits for it: half of the time that a commit takes, and most of it while the processors are busy.
 */
public final class CalmFilePath extends FilePathWrapper {
    private static final String SCHEME = "calm";

    /** The name under which MVStore opens this file calmly. */
    static String of(java.nio.file.Path file) {
        FilePath.register(new CalmFilePath());
        return SCHEME + ":" + file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new CalmFile(new RandomAccessFile(getBase().toString(), "r".equals(mode) ? "r" : "rw"));
    }

    /** Its buffers have arrays, as all of MVStore's have. */
    private static final class CalmFile extends FileBaseDefault {
        private final RandomAccessFile file;

        CalmFile(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            file.seek(position);
            int read = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
            into.position(into.position() + Math.max(0, read));
            return read;
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            int size = from.remaining();
            file.seek(position);
            file.write(from.array(), from.arrayOffset() + from.position(), size);
            from.position(from.limit());
            return size;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.setLength(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.getFD().sync();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.getChannel().tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
