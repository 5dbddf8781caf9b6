package marquee.video.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import marquee.video.http.EntityTag;
import marquee.video.wire.DiskThreads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the files that are being sent, each state once, and bounds how many are open. */
public final class OpenFiles implements MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);

    private static final int MAX_KNOWN = 2_000;

    /**
     * The most states of files that are open, not viewers; a file has several if it keeps changing.
     */
    private static final int MAX_OPEN = 500;

    private static final int MAX_TRIES = 200;

    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final DiskThreads disks;
    private final ConcurrentHashMap<Path, OpenFile> newest = new ConcurrentHashMap<>();
    private final Map<Named, Known> known = Collections.synchronizedMap(new Kept());
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();

    private record Named(Path file, FileState state) {}

    /**
     * What is known of a state for longer than it is open.
     *
     * @param tag costs a digest
     * @param id tells which of its bytes are in memory, where they stay when it is closed
     */
    private record Known(EntityTag tag, long id) {}

    /** Forgets the least recently used first. */
    private static final class Kept extends LinkedHashMap<Named, Known> {

        private static final long serialVersionUID = 1L;

        Kept() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Named, Known> eldest) {
            return size() > MAX_KNOWN;
        }
    }

    public OpenFiles(DiskThreads disks) {
        this.disks = disks;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("marquee.files.open", this, OpenFiles::count)
                .description("Open files, one for each state that somebody is being sent")
                .register(registry);
    }

    int count() {
        return open.get();
    }

    /** Whether the newest state of a file is open, so that a look at it needs no disk. */
    public boolean isOpen(Path file) {
        return newest.containsKey(file);
    }

    /** Makes a source of the states of a file. */
    public Content.Source source(Path file, FileState found, boolean local) {
        return new Found(this, file, found, local);
    }

    /** A record, because a lambda would be the slowest object that a request for a film makes. */
    private record Found(OpenFiles files, Path file, FileState state, boolean local)
            implements Content.Source {

        @Override
        public Content open() throws IOException {
            return files.open(file, state, local);
        }
    }

    /**
     * Opens the file in the state it was found in, or a later one, until its user leaves.
     *
     * @param file its real path, which has no links in it
     * @param local whether the kernel itself has the file system, not a network or a process in
     *     user space
     */
    OpenFile open(Path file, FileState found, boolean local) throws IOException {
        OpenFile there = newest.get(file);
        if (there != null && there.state().equals(found) && there.use()) {
            return there;
        }
        OpenFile opened = openNew(file, found, local);
        newest.put(file, opened);
        return opened;
    }

    /**
     * Makes sure that the open file is the one that was found. Java cannot identify an open file,
     * so the name is looked up before and after. Another file may have had the name in between, but
     * then this one was renamed just now: for some time after that its content is compared too.
     */
    private OpenFile openNew(Path file, FileState found, boolean local) throws IOException {
        if (open.get() >= MAX_OPEN) {
            throw new TooManyOpenFilesException();
        }
        FileState before = found;
        for (int tries = 1; ; tries++) {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            boolean opened = false;
            try {
                FileState state = FileState.of(file);
                boolean same = before.equals(state) && channel.size() == state.size();
                Known content = same ? look(file, state, channel) : null;
                if (content == null && tries == MAX_TRIES) {
                    content = read(state, channel);
                }
                if (content != null) {
                    opened = true;
                    open.incrementAndGet();
                    return new OpenFile(
                            content.id,
                            local,
                            channel,
                            state,
                            content.tag,
                            left -> close(file, left));
                }
                before = state;
            } finally {
                if (!opened) {
                    channel.close();
                }
            }
        }
    }

    /** Returns null where the content is not the one known for this state. */
    private @Nullable Known look(Path file, FileState state, FileChannel channel)
            throws IOException {
        Named key = new Named(file, state);
        Known before = known.get(key);
        if (before != null && isSettled(file)) {
            return before;
        }
        Known now = read(state, channel);
        if (before == null) {
            known.put(key, now);
            return isSettled(file) ? now : null; // the next attempt has to find the same
        }
        return before.tag.equals(now.tag) ? before : null;
    }

    private Known read(FileState state, FileChannel channel) throws IOException {
        return new Known(ContentTag.of(channel, state), ids.incrementAndGet());
    }

    private static boolean isSettled(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true;
        }
        FileTime changed =
                (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return changed.toInstant().isBefore(Instant.now().minus(SETTLED));
    }

    private void close(Path file, OpenFile left) {
        newest.remove(file, left);
        disks.execute(
                file.toString(),
                () -> {
                    try {
                        left.channel().close();
                    } catch (IOException e) {
                        log.warn("A file could not be closed: {}", e.toString());
                    } finally {
                        open.decrementAndGet();
                    }
                });
    }
}
