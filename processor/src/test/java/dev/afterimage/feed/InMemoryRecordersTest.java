package dev.afterimage.feed;

class InMemoryRecordersTest extends RecordersContract {
    @Override
    protected Recorders recorders() {
        return new InMemoryRecorders();
    }
}
