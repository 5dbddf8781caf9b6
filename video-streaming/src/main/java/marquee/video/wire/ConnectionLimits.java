package marquee.video.wire;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds connections in number, memory and time.
 *
 * @param max how many there may be; 0 derives it from the heap and the descriptors of this process
 * @param requestTimeout how long a request may take to arrive, from its first byte to its last
 * @param keepAliveTimeout how long a connection may wait for its next request
 * @param idleTimeout how long a peer may take no byte of its answer
 * @param sendMemory what the kernel may keep of films for peers that have not taken it; 0 derives
 *     it from the memory of the container, or else of the host
 * @param tls whether the connections speak TLS
 */
@ConfigurationProperties("connections")
record ConnectionLimits(
        @DefaultValue("0") int max,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("60s") Duration keepAliveTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("0") DataSize sendMemory,
        @DefaultValue("false") boolean tls) {

    /** Heap that the service needs without any connection, in bytes; measured. */
    private static final long BASE_HEAP = 36L << 20;

    /** Heap of a connection that is being sent a file, in bytes; measured. */
    private static final long HEAP_EACH = 9L << 9; // 4.5 KB

    /** One that speaks TLS: its engine, a piece of the file, and the same encrypted; estimated. */
    private static final long TLS_HEAP_EACH = 96L << 10;

    /** Of 256 MiB, 150 are the service's own when it has 9,500 connections, and 60 its code. */
    private static final int SHARE_OF_MEMORY = 32;

    /** Descriptors for everything that is no connection, open files among them. */
    private static final long OTHER_DESCRIPTORS = 1_200;

    ConnectionLimits {
        if (sendMemory.toBytes() == 0) {
            sendMemory = DataSize.ofBytes(memory() / SHARE_OF_MEMORY);
        }
        if (max == 0) {
            max =
                    derived(
                            Runtime.getRuntime().maxMemory(),
                            descriptors(),
                            tls ? TLS_HEAP_EACH : HEAP_EACH);
        }
    }

    static int derived(long heap, long descriptors, long heapEach) {
        long byHeap = (heap - BASE_HEAP) / heapEach;
        long byDescriptors = Math.max(descriptors - OTHER_DESCRIPTORS, descriptors / 2);
        return Math.clamp(Math.min(byHeap, byDescriptors), 256, 100_000);
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /**
     * The most connections to close at a time when there is no room: finding them costs more than
     * closing them.
     */
    int leaving() {
        return Math.max(1, max / 32);
    }

    /** The most answers of Spring's at a time; each takes kilobytes of heap until it is read. */
    int maxPages() {
        return Math.max(64, max / 16);
    }

    /** Bytes that requests of all connections together may hold while they arrive, or wait. */
    long maxRequestBytes() {
        return max * 512L;
    }
}
