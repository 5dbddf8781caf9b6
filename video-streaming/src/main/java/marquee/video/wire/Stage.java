package marquee.video.wire;

import java.time.Duration;

/** Tracks the state of a connection, and decides when it has lasted too long. */
final class Stage {

    private static final Duration LINGER = Duration.ofSeconds(2);

    enum State {
        /** Waiting for a request, or for the rest of one. */
        WAITING,
        ANSWERING,
        /** Waiting for the peer to read the last answer (RFC 9112 §9.6). */
        LINGERING
    }

    /** What to do about a state that lasts. */
    enum Due {
        NOTHING,
        CLOSE,
        /** Tell the peer that its request took too long. */
        REFUSE
    }

    private State state = State.WAITING;
    private long since = System.nanoTime();
    private long progress;

    State state() {
        return state;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    boolean isAnswering() {
        return state == State.ANSWERING;
    }

    boolean isLingering() {
        return state == State.LINGERING;
    }

    /** Returns the time of the last progress, while answering. */
    long since() {
        return since;
    }

    void enter(State next) {
        state = next;
        since = System.nanoTime();
        progress = 0;
    }

    /** Starts the time of a request, with its first byte. */
    void requestBegins() {
        since = System.nanoTime();
    }

    /**
     * @param arriving whether a part of a request is there
     * @param read whether the peer has taken what it was sent, as far as is known
     * @param position a number that changes whenever the peer reads of its answer
     */
    Due due(long now, ConnectionLimits limits, boolean arriving, boolean read, long position) {
        return switch (state) {
            case WAITING -> {
                if (arriving) {
                    yield isOver(limits.requestTimeout(), now) ? Due.REFUSE : Due.NOTHING;
                }
                yield isOver(limits.keepAliveTimeout(), now) ? Due.CLOSE : Due.NOTHING;
            }
            case ANSWERING -> {
                if (position != progress) {
                    progress = position;
                    since = now;
                }
                yield isOver(limits.idleTimeout(), now) ? Due.CLOSE : Due.NOTHING;
            }
            case LINGERING ->
                    isOver(read ? LINGER : limits.idleTimeout(), now) ? Due.CLOSE : Due.NOTHING;
        };
    }

    private boolean isOver(Duration limit, long now) {
        return now - since > limit.toNanos();
    }
}
