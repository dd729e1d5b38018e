package dev.afterimage.seed.traffic;

import java.util.Locale;

/** One thing that a user does; most are several calls of DynamoDB. */
public enum Action {
    /** A new user, unless the address is taken. */
    SIGN_UP,
    CHANGE_EMAIL,
    /** A new list for a user who exists. */
    CREATE_LIST,
    /** A new list with many items at once. */
    IMPORT_LIST,
    RENAME_LIST,
    /** Marks the list, removes its guests and items, then the list. */
    DELETE_LIST,
    ADD_ITEM,
    /** An item that lapses within seconds. */
    ADD_FLEETING_ITEM,
    EDIT_ITEM,
    TOGGLE_ITEM,
    /** Two items change places. */
    SWAP_ITEMS,
    /** A later end for an item that would lapse. */
    RENEW_ITEM,
    /** No end any more for an item that would lapse. */
    KEEP_ITEM,
    DELETE_ITEM,
    SHARE_LIST,
    /** A guest whose invitation lapses within seconds. */
    INVITE_GUEST,
    /** A later end for an invitation. */
    RENEW_INVITATION,
    /** An invitation becomes one for good. */
    ACCEPT_INVITATION,
    UNSHARE_LIST,
    /** A list with its items in order. */
    READ_LIST,
    /** A user's lists, own and shared. */
    READ_OVERVIEW,
    /** A list and its owner at one moment. */
    READ_OWNER,
    /** Some items of all lists. */
    BROWSE;

    /** As the command line and the summary have it: {@code add-item}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
