package marquee.users.connector;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The peers whose requests have begun to arrive, in the order in which they began. One too many
 * takes the place of the oldest at once: each has buffers of many kilobytes.
 */
final class HalfRequests {

    private final Set<Peer> peers = new LinkedHashSet<>();
    private int most = Integer.MAX_VALUE;

    synchronized void setMost(int most) {
        this.most = most;
    }

    synchronized void add(Peer peer) {
        peers.add(peer); // who drips keeps its rank
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
