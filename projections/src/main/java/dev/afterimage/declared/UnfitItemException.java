package dev.afterimage.declared;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item is not such as a declared projection can be made of. The message names attributes, never their values: it is
 * logged.
 */
public final class UnfitItemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitItemException(String message) {
        // Where in this package it was found says nothing to those who wrote the definition.
        super(message, null, false, false);
    }

    /** A value in words, without what it holds. */
    static String kind(AttributeValue value) {
        return switch (value.type()) {
            case S -> "a string";
            case N -> "a number";
            case B -> "a binary";
            case BOOL -> "a boolean";
            case NUL -> "null";
            case SS -> "a set of strings";
            case NS -> "a set of numbers";
            case BS -> "a set of binaries";
            case L -> "a list";
            case M -> "a map";
            case UNKNOWN_TO_SDK_VERSION -> "of a type that is not known here";
        };
    }
}
