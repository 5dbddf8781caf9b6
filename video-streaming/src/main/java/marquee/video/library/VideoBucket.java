package marquee.video.library;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import marquee.video.bucket.Bucket;
import marquee.video.bucket.BucketObject;
import marquee.video.bucket.StoreUnavailableException;
import marquee.video.delivery.Content;
import marquee.video.delivery.FileState;
import marquee.video.metadata.MediaBytes;
import marquee.video.wire.Request;

/** The bucket {@code VIDEO_STORE}: only objects directly below its prefix are served. */
final class VideoBucket implements VideoStore, MeterBinder, AutoCloseable {

    private final Bucket bucket;

    VideoBucket(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void admit(Request request) {
        bucket.admit(request);
    }

    @Override
    public boolean isReadable() {
        try {
            bucket.objects();
            return true;
        } catch (StoreUnavailableException _) {
            return false;
        }
    }

    @Override
    public List<String> names(Predicate<String> wanted) {
        return bucket.objects().keySet().stream().filter(wanted).toList();
    }

    @Override
    public Optional<LibraryFile> file(String name) {
        return Optional.ofNullable(bucket.objects().get(name)).map(this::file);
    }

    private LibraryFile file(BucketObject object) {
        return new ObjectFile(bucket, object);
    }

    @Override
    public Optional<Object> version() {
        return Optional.of(bucket.objects());
    }

    /** What is answered is asked of the store. */
    @Override
    public boolean isAtHand(String name) {
        return false;
    }

    @Override
    public Optional<String> linksTo() {
        return bucket.linksTo();
    }

    @Override
    public void lookAround() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        bucket.bindTo(registry);
    }

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return "the video store";
    }

    /** An object of the bucket. */
    private record ObjectFile(Bucket bucket, BucketObject object) implements LibraryFile {

        @Override
        public String name() {
            return object.name();
        }

        @Override
        public FileState state() {
            return new FileState(object.tag(), object.size(), object.modified());
        }

        @Override
        public Content.Source source() {
            return bucket.source(object);
        }

        @Override
        public MediaBytes bytes() {
            return bucket.bytes(object);
        }

        @Override
        public Optional<URI> link(String method, String contentType) {
            return bucket.link(method, object, contentType);
        }
    }
}
