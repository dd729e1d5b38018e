package dev.afterimage.delivery;

/** How much of an item is delivered, and how it is written. */
public enum ImageForm {
    /** As DynamoDB JSON, which keeps every type: {@code {"id":{"S":"L1"},"order":{"N":"3"}}}. */
    TYPED,
    /** As JSON without types: {@code {"id":"L1","order":3}}. Sets become lists, binaries base64. */
    PLAIN,
    /** Its key alone. */
    NONE
}
