package dev.afterimage.typed;

/** An item that does not fit its class. The message names class and attribute, and holds no value of the item. */
public final class UnreadableItemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableItemException(String message) {
        super(message);
    }
}
