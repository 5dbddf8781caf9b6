package marquee.video.library;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import marquee.video.wire.Request;

/** Where the files of the library are: a folder, or a bucket of an object store. */
sealed interface VideoStore permits VideoFolder, VideoBucket {

    /** Refuses a request that has waited for so long that its answer would be late. */
    void admit(Request request);

    /** Whether it can be read now. May wait. */
    boolean isReadable();

    /** Returns the names that match, without dotfiles; of what is no file, too. */
    List<String> names(Predicate<String> wanted);

    /** Finds the file of this name. */
    Optional<? extends LibraryFile> file(String name);

    /**
     * Identifies the names that there are: facts of them hold while it is equal. Empty while they
     * may change and it does not.
     */
    Optional<Object> version();

    /** Whether the file of this name can be answered with now, without waiting. */
    boolean isAtHand(String name);

    /** Returns the origin to which links lead; empty where the service delivers its files. */
    Optional<String> linksTo();

    /** Says when it begins what is odd about it. */
    void lookAround();

    /** Returns what it is called in a sentence. */
    @Override
    String toString();
}
