package marquee.users.connector;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Keeps the peers whose requests have arrived in part, oldest first. Where there are too many, a
 * new one replaces the oldest at once, because each has buffers of many kilobytes.
 */
final class HalfRequests {

    private final Set<Peer> peers = new LinkedHashSet<>();
    private int most = Integer.MAX_VALUE;

    synchronized void setMost(int most) {
        this.most = most;
    }

    synchronized void add(Peer peer) {
        peers.add(peer); // a peer that drips keeps its rank
        Iterator<Peer> oldest = peers.iterator();
        while (peers.size() > most && oldest.hasNext()) {
            Peer next = oldest.next();
            if (next != peer && next.isWaitedFor()) {
                oldest.remove();
                next.cut();
            }
        }
    }

    synchronized void remove(Peer peer) {
        peers.remove(peer);
    }
}
