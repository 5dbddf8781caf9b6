package marquee.users.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came, or with dryRun would have come, of an import. */
record ImportReport(
        boolean dryRun,
        long lines,
        long created,
        long updated,
        long unchanged,
        long skipped,
        long failed,
        List<LineFault> errors) {

    /** Why a line was not imported. */
    record LineFault(long line, String pointer, String detail) {}

    ImportReport withNothingImported() {
        return new ImportReport(dryRun, lines, 0, 0, 0, 0, failed, errors);
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("dryRun", dryRun);
        members.put("lines", lines);
        members.put("created", created);
        members.put("updated", updated);
        members.put("unchanged", unchanged);
        members.put("skipped", skipped);
        members.put("failed", failed);
        members.put("errors", errors);
        return members;
    }

    /** The first thousand; the counts are of all. */
    static final class Errors {

        static final int KEPT = 1000;

        private final List<LineFault> kept = new ArrayList<>();

        Errors copy() {
            Errors copy = new Errors();
            copy.kept.addAll(kept);
            return copy;
        }

        void add(long line, String pointer, String detail) {
            if (kept.size() < KEPT) {
                kept.add(new LineFault(line, pointer, detail));
            }
        }

        List<LineFault> byLine() {
            return kept.stream().sorted(Comparator.comparingLong(LineFault::line)).toList();
        }
    }
}
