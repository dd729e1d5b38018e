package dev.afterimage.export;

/**
 * A file of an export, as its manifest has it.
 *
 * @param name without folders
 * @param md5 in base64
 * @param items how many it holds
 */
record DataFile(String name, String md5, long items) {}
