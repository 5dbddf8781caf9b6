package marquee.users.connector;

/** Is a channel of Tomcat's that knows whose it is. */
interface PeerChannel {

    Peer peer();
}
