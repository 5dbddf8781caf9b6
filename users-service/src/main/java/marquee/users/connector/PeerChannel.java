package marquee.users.connector;

/** A channel of Tomcat's that knows whose it is. */
interface PeerChannel {

    Peer peer();
}
