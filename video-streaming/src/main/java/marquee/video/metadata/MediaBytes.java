package marquee.video.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a file, read here and there. */
public interface MediaBytes extends Closeable {

    long size();

    /** Reads at least one byte from a position; returns -1 where there is none. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Opens a file of this machine. */
    static MediaBytes of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return new OfFile(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A file of this machine, of the size that it had when it was opened. */
    record OfFile(FileChannel channel, long size) implements MediaBytes {

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
