package marquee.video.delivery;

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

/** The files that are being sent. */
final class OpenFiles {

    private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);

    /** Their tags cost a digest, and are kept longer than the files stay open. */
    private static final int MAX_TAGS = 2_000;

    /** States of files, not viewers: only a file that changes all the time has more than one. */
    private static final int MAX_OPEN = 500;

    private static final int MAX_TRIES = 200;

    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final DiskThreads disks;
    private final ConcurrentHashMap<Path, OpenFile> newest = new ConcurrentHashMap<>();
    private final Map<Tagged, EntityTag> tags = Collections.synchronizedMap(new Tags());
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();

    private record Tagged(Path file, FileState state) {}

    /** Forgets those first that were not asked for the longest. */
    private static final class Tags extends LinkedHashMap<Tagged, EntityTag> {

        private static final long serialVersionUID = 1L;

        Tags() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tagged, EntityTag> eldest) {
            return size() > MAX_TAGS;
        }
    }

    OpenFiles(DiskThreads disks) {
        this.disks = disks;
    }

    int count() {
        return open.get();
    }

    boolean isOpen(Path file) {
        return newest.containsKey(file);
    }

    /** The file in the state it was found in, or a later one, in use until its user leaves. */
    OpenFile open(StoredFile file) throws IOException {
        OpenFile known = newest.get(file.path());
        if (known != null && known.state().equals(file.state()) && known.use()) {
            return known;
        }
        OpenFile opened = openNew(file.path(), file.state());
        newest.put(file.path(), opened);
        return opened;
    }

    /**
     * Java cannot ask an open file which one it is, so its name is asked before and after. Another
     * file may have had the name in between; but then this one was renamed just now, and until some
     * time has passed its content has to show that it is the one.
     */
    private OpenFile openNew(Path file, FileState found) throws IOException {
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
                EntityTag tag = same ? tag(file, state, channel) : null;
                if (tag == null && tries == MAX_TRIES) {
                    tag = ContentTag.of(channel, state);
                }
                if (tag != null) {
                    opened = true;
                    open.incrementAndGet();
                    return new OpenFile(
                            ids.incrementAndGet(), channel, state, tag, left -> close(file, left));
                }
                before = state;
            } finally {
                if (!opened) {
                    channel.close();
                }
            }
        }
    }

    /** Null where the content is not the one that is known of this state. */
    private @Nullable EntityTag tag(Path file, FileState state, FileChannel channel)
            throws IOException {
        Tagged key = new Tagged(file, state);
        EntityTag known = tags.get(key);
        if (known != null && isSettled(file)) {
            return known;
        }
        EntityTag tag = ContentTag.of(channel, state);
        if (known == null) {
            tags.put(key, tag);
            return isSettled(file) ? tag : null; // and the next try has to find the same
        }
        return known.equals(tag) ? tag : null;
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
