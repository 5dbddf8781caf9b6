package marquee.users.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what became of the lines of an import, or with {@code dryRun} would have become of them.
 */
final class ImportReport {

    /** The faults that are named; all are counted. */
    static final int NAMED_FAULTS = 1000;

    /** What became of a line; each is a member of the report by its name in lower case. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED,
        FAILED
    }

    /** Why a line was not imported. */
    record LineFault(long line, String pointer, String detail) {}

    private final boolean dryRun;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final List<LineFault> faults = new ArrayList<>();
    private long lines;

    ImportReport(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** A report that can be counted on without a change to this one. */
    ImportReport copy() {
        ImportReport copy = new ImportReport(dryRun);
        copy.lines = lines;
        copy.counts.putAll(counts);
        copy.faults.addAll(faults);
        return copy;
    }

    /** Counts a line, whatever becomes of it. */
    void line() {
        lines++;
    }

    void count(Outcome outcome, long more) {
        counts.merge(outcome, more, Long::sum);
    }

    /** Counts all lines of which nothing else became. */
    void countTheRest(Outcome outcome) {
        count(outcome, lines - counts.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Names why a line fails, which {@link #count} still has to count. */
    void fault(long line, String pointer, String detail) {
        if (faults.size() < NAMED_FAULTS) {
            faults.add(new LineFault(line, pointer, detail));
        }
    }

    /** Keeps the faults alone, for an import of all or nothing. */
    void nothingElseHappened() {
        counts.keySet().retainAll(List.of(Outcome.FAILED));
    }

    long lines() {
        return lines;
    }

    long failed() {
        return counts.getOrDefault(Outcome.FAILED, 0L);
    }

    /** The report as members of JSON. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("dryRun", dryRun);
        members.put("lines", lines);
        for (Outcome outcome : Outcome.values()) {
            members.put(outcome.name().toLowerCase(Locale.ROOT), counts.getOrDefault(outcome, 0L));
        }
        members.put(
                "errors",
                faults.stream().sorted(Comparator.comparingLong(LineFault::line)).toList());
        return members;
    }
}
