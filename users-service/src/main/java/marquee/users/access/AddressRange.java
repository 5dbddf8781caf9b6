package marquee.users.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.users.start.UnusableVariableException;

/** The addresses that begin with the same bits (CIDR): {@code 10.0.0.0/8}, or one address. */
record AddressRange(BigInteger start, int length, int prefix) {

    private static final Pattern SYNTAX = Pattern.compile("([0-9a-fA-F.:]+)(?:/([0-9]{1,3}))?");

    static AddressRange parse(String text) {
        Matcher range = SYNTAX.matcher(text);
        InetAddress address = range.matches() ? TrustedProxies.literal(range.group(1)) : null;
        if (address != null) {
            int length = address.getAddress().length * 8;
            int prefix = range.group(2) == null ? length : Integer.parseInt(range.group(2));
            if (prefix <= length) {
                return new AddressRange(first(address, prefix), length, prefix);
            }
        }
        throw new UnusableVariableException(
                "TRUSTED_PROXIES",
                "addresses or ranges between commas, such as 10.0.0.0/8,2001:db8::1",
                "\"" + text + "\"");
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length * 8 == length && first(address, prefix).equals(start);
    }

    private static BigInteger first(InetAddress address, int prefix) {
        int rest = address.getAddress().length * 8 - prefix;
        return new BigInteger(1, address.getAddress()).shiftRight(rest);
    }
}
