package marquee.users.database;

import marquee.users.problem.DatabaseErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs a transaction again that PostgreSQL gave up so that another can go on: of two that wait for
 * each other's rows it ends one. The action runs three times at most, and nothing of an earlier run
 * may stay: neither rows, which the transaction takes back, nor anything that the action keeps.
 */
public record RetriedTransaction(TransactionOperations transaction)
        implements TransactionOperations {

    private static final int ATTEMPTS = 3;

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(action);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !DatabaseErrors.isConflict(e)) {
                    throw e;
                }
            }
        }
    }
}
