package marquee.users.contact;

/**
 * Encodes a label outside ASCII as RFC 3492 says. {@code java.net.IDN} knows Unicode 3.2 only: it
 * maps straße to strasse, which is a different domain today, and refuses most emoji.
 */
final class Punycode {

    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;

    private Punycode() {}

    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int point : points) {
            if (point < 0x80) {
                out.append((char) point);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int next = 0x80;
        int bias = 72;
        long delta = 0;
        while (handled < points.length) {
            int smallest = Integer.MAX_VALUE;
            for (int point : points) {
                if (point >= next) {
                    smallest = Math.min(smallest, point);
                }
            }
            delta += (long) (smallest - next) * (handled + 1);
            next = smallest;
            for (int point : points) {
                if (point < next) {
                    delta++;
                } else if (point == next) {
                    appendNumber(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            next++;
        }
        return out.toString();
    }

    /** RFC 3492 §6.3: a variable-length integer. */
    private static void appendNumber(StringBuilder out, long number, int bias) {
        long rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
            if (rest < threshold) {
                out.append(digit((int) rest));
                return;
            }
            out.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    /** RFC 3492 §6.1. */
    private static int adapt(long delta, int points, boolean first) {
        long rest = first ? delta / 700 : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * rest / (rest + 38));
    }
}
