package dev.afterimage.delivery;

class InMemorySinkStatesTest extends SinkStatesContract {
    @Override
    protected SinkStates states() {
        return new InMemorySinkStates();
    }
}
