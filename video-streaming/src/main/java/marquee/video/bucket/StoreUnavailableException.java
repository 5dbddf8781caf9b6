package marquee.video.bucket;

/** Reports an object store that is stopped, refuses, or does not answer in time. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message) {
        super(message);
    }

    StoreUnavailableException(Exception cause) {
        super(cause.toString(), cause);
    }
}
