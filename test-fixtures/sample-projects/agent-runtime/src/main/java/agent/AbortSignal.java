package agent;

import java.util.concurrent.CountDownLatch;

/** Tells a running tool that it should stop. */
public final class AbortSignal {
    private final CountDownLatch aborted = new CountDownLatch(1);

    public boolean isAborted() {
        return aborted.getCount() == 0;
    }

    /** Blocks until the agent wants the tool to stop. */
    public void await() throws InterruptedException {
        aborted.await();
    }

    void abort() {
        aborted.countDown();
    }
}
