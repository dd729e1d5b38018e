package dev.afterimage.pipeline;

/** Too many calls of projections have not ended; each keeps a thread, and so a processor, busy. */
public final class ThreadsLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ThreadsLostException(int threads) {
        super(threads + " calls of projections have not ended and keep as many threads busy: mend the projection, and"
                + " start again");
    }
}
