package marquee.video;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file held open, and the name by which it can be opened again: the very same file, also when
 * another has taken its place or it was deleted. Tomcat's sendfile opens by name, after the handler
 * has returned. Where the system has no such names (macOS), it is the file's own.
 */
record Descriptor(int number, Path path) {

    private static final Path NAMES = Path.of("/proc/self/fd");
    private static final boolean NAMED = Files.isDirectory(NAMES);

    /** O_NONBLOCK, lest a named pipe be waited for; O_CLOEXEC: Linux's numbers on every CPU. */
    private static final int FLAGS = 04000 | 02000000;

    static Descriptor open(Path file) throws IOException {
        int number = NAMED ? Libc.openRead(file) : -1;
        if (number >= 0) {
            return new Descriptor(number, NAMES.resolve(Integer.toString(number)));
        }
        // Says by an exception of its own why the file cannot be opened, where it cannot.
        FileChannel.open(file).close();
        return new Descriptor(-1, file.toRealPath());
    }

    void close() {
        if (number >= 0) {
            Libc.close(number);
        }
    }

    /** The two calls that Java does not offer with a number for a file. */
    private static final class Libc {

        private static final Charset FILE_NAMES =
                Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

        private static final MethodHandle OPEN =
                function(
                        "open",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                        Linker.Option.firstVariadicArg(2));

        private static final MethodHandle CLOSE =
                function(
                        "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted") // allowed by --enable-native-access, and the jar's manifest
        private static MethodHandle function(
                String name, FunctionDescriptor signature, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            MemorySegment address = linker.defaultLookup().findOrThrow(name);
            return linker.downcallHandle(address, signature, options);
        }

        static int openRead(Path file) {
            try (Arena arena = Arena.ofConfined()) {
                return (int)
                        OPEN.invokeExact(arena.allocateFrom(file.toString(), FILE_NAMES), FLAGS);
            } catch (Throwable e) {
                throw new IllegalStateException("open(2) cannot be called", e);
            }
        }

        static void close(int number) {
            try {
                int _ = (int) CLOSE.invokeExact(number);
            } catch (Throwable e) {
                throw new IllegalStateException("close(2) cannot be called", e);
            }
        }
    }
}
