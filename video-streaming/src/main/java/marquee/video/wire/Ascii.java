package marquee.video.wire;

import java.util.BitSet;

/** Makes the sets of characters that the grammars of HTTP and of URIs are written with. */
final class Ascii {

    private Ascii() {}

    /** Returns ALPHA and DIGIT (RFC 5234 §B.1), and these others. */
    static BitSet lettersDigitsAnd(String others) {
        BitSet characters = new BitSet(0x80);
        characters.set('0', '9' + 1);
        characters.set('A', 'Z' + 1);
        characters.set('a', 'z' + 1);
        others.chars().forEach(characters::set);
        return characters;
    }
}
