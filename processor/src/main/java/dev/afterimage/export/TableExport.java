package dev.afterimage.export;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An incremental export in a folder, as {@code aws s3 cp --recursive} fetches it: the manifests in a folder of the export's
 * name, the data files in {@code data} beside or within it. What it is follows the page "DynamoDB table export output format"
 * of DynamoDB's documentation; nothing of it was read from S3 itself.
 */
public final class TableExport {
    private static final String DATA = "data";

    private final Path folder;
    private final Manifest manifest;

    private TableExport(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * Reads the manifests of the export in this folder.
     *
     * @throws MalformedExportException where they are none
     */
    public static TableExport open(Path folder) throws IOException {
        return new TableExport(folder, Manifest.read(folder));
    }

    public ExportSummary summary() {
        return manifest.summary();
    }

    /**
     * Reads all changes, in no order. Each file is compared with its checksum before anything of it is handed on, and with its
     * count of items after.
     *
     * @throws MalformedExportException where a file is missing or damaged
     */
    public void read(Consumer<ExportedChange> consumer) throws IOException {
        for (DataFile file : manifest.files()) {
            Path path = find(file);
            verify(file, path);
            long items = read(path, consumer);
            if (items != file.items()) {
                throw new MalformedExportException(path + ": it holds " + items + " items, and " + file.items()
                        + " by the manifest: fetch it again");
            }
        }
    }

    private Path find(DataFile file) {
        Path beside = folder.toAbsolutePath().normalize().resolveSibling(DATA).resolve(file.name());
        Path within = folder.resolve(DATA).resolve(file.name());
        return Stream.of(beside, within)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new MalformedExportException("the data file " + file.name() + " is neither " + beside
                        + " nor " + within + ": fetch it, too"));
    }

    /** Of the file as it lies in S3, or of what is packed in it: the documentation does not tell. */
    private static void verify(DataFile file, Path path) throws IOException {
        if (!md5(path, false).equals(file.md5()) && !md5(path, true).equals(file.md5())) {
            throw new MalformedExportException(
                    path + ": it is damaged, its checksum is not the manifest's: fetch it again");
        }
    }

    private static String md5(Path path, boolean unpacked) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = unpacked ? unpacked(path) : Files.newInputStream(path)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
        } catch (ZipException | EOFException damaged) {
            return "";
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream unpacked(Path path) throws IOException {
        return new GZIPInputStream(Files.newInputStream(path), 1 << 16);
    }

    /** A partition without changes has a file without a byte. */
    private static long read(Path path, Consumer<ExportedChange> consumer) throws IOException {
        if (Files.size(path) == 0) {
            return 0;
        }
        long number = 0;
        long items = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(unpacked(path), StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(change(path, number, line));
                    items++;
                }
            }
        } catch (ZipException | EOFException | CharacterCodingException damaged) {
            throw new MalformedExportException(path + ": it is damaged behind line " + number + ": fetch it again");
        }
        return items;
    }

    private static ExportedChange change(Path path, long number, String line) {
        try {
            return ExportLine.read(line);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedExportException(path + ": line " + number + ": " + malformed.getMessage());
        }
    }
}
