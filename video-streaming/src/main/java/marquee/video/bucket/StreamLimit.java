package marquee.video.bucket;

/** Bounds how many answers are read from the store at a time. */
final class StreamLimit {

    /** Heap that the service needs without any connection, in bytes. */
    private static final long BASE_HEAP = 40L << 20;

    /** Heap of a stream: a piece of 64 KiB, and a connection to the store, in TLS. */
    private static final long HEAP_EACH = 192L << 10;

    private StreamLimit() {}

    static int ofThisHeap() {
        return of(Runtime.getRuntime().maxMemory());
    }

    /** Gives streams a quarter of what there is; connections have the rest. */
    static int of(long heap) {
        return Math.clamp((heap - BASE_HEAP) / 4 / HEAP_EACH, 32, 2_000);
    }
}
