package marquee.video.bucket;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import marquee.video.delivery.ChangedContentException;
import marquee.video.delivery.Content;
import marquee.video.metadata.MediaBytes;
import marquee.video.wire.DiskThreads;
import marquee.video.wire.Request;
import org.jspecify.annotations.Nullable;

/** What is directly below one prefix of a bucket, to be listed, sent, and linked to. */
public final class Bucket implements MeterBinder, AutoCloseable {

    /** How long a request may have waited for a thread, before it waits for a store that fails. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Requests requests;
    private final @Nullable Links links;
    private final Listing listing;
    private final DiskThreads threads;
    private final int places;
    private final Semaphore free;
    private final Outage ofLists = new Outage("listed");
    private final Outage ofFilms = new Outage("read");

    /** Asks nobody yet. */
    public Bucket(BucketProperties properties, DiskThreads threads) {
        var credentials = Credentials.of(properties);
        this.requests = new Requests(properties, credentials);
        this.links = properties.sendsViewersThere() ? new Links(properties, credentials) : null;
        this.listing = new Listing(this::list, properties.refresh());
        this.threads = threads;
        this.places = properties.streams() == 0 ? StreamLimit.ofThisHeap() : properties.streams();
        this.free = new Semaphore(places);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("marquee.store.streams", free, all -> places - all.availablePermits())
                .description("Answers that are being read from the object store")
                .register(registry);
        Gauge.builder("marquee.store.streams.max", () -> places)
                .description("How many of them there may be")
                .register(registry);
    }

    /**
     * Returns the objects by name, as they were a moment ago; the same map until it asks again. May
     * wait.
     */
    public Map<String, BucketObject> objects() {
        return listing.objects();
    }

    private List<BucketObject> list() {
        try {
            List<BucketObject> objects = requests.list();
            ofLists.ends();
            return objects;
        } catch (StoreUnavailableException e) {
            ofLists.begins(e);
            throw e;
        }
    }

    /** Makes a source of the state of an object that was listed. */
    public Content.Source source(BucketObject object) {
        return () ->
                new ObjectContent(
                        requests, this, object, work -> threads.execute(object.name(), work));
    }

    /** Refuses a request that has waited for others whom the store did not answer. */
    public void admit(Request request) {
        boolean late = System.nanoTime() - request.arrived() > PATIENCE_NANOS;
        if (late && (ofLists.lasts() || ofFilms.lasts())) {
            throw new StoreUnavailableException("Others wait for a store that fails");
        }
    }

    /** Reads an object here and there. */
    public MediaBytes bytes(BucketObject object) {
        return new ObjectBlocks(requests, object);
    }

    /** Returns a link to an object, where viewers are sent to the store. */
    public Optional<URI> link(String method, BucketObject object, String contentType) {
        return Optional.ofNullable(links)
                .map(store -> store.link(method, object.name(), contentType));
    }

    /** Returns the origin of all links, where viewers are sent to the store. */
    public Optional<String> linksTo() {
        return Optional.ofNullable(links).map(Links::origin);
    }

    boolean takePlace() {
        return free.tryAcquire();
    }

    void leavePlace() {
        free.release();
    }

    /** Begins a stream; where that fails, the objects are listed again before the next one. */
    void begin(ObjectStream stream) throws IOException {
        try {
            stream.begin();
            ofFilms.ends();
        } catch (ChangedContentException e) {
            listing.forget();
            throw e;
        } catch (StoreUnavailableException e) {
            listing.forget();
            ofFilms.begins(e);
            throw e;
        }
    }

    @Override
    public void close() {
        requests.close();
        if (links != null) {
            links.close();
        }
    }
}
