package dev.afterimage.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Damages something that was sound in one to eight places. */
final class Mutation {
    private static final int LARGEST = 1 << 20;
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "-1",
            "1e999999999",
            "\\ud800",
            "\u0000",
            "&a",
            "*a",
            "!!",
            "---\n",
            "\t",
            "  ",
            "\n",
            "#",
            "%",
            "'",
            "|",
            ">",
            "? ",
            "- ",
            "true",
            "<<: ",
            "\ufeff",
            "{}",
            "[]",
            "\"\"");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    byte[] of(byte[] sound) {
        byte[] bytes = sound;
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            bytes = damaged(new String(bytes, StandardCharsets.ISO_8859_1), "\u00ff\u0000\u0080")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        return bytes;
    }

    String of(String sound, String other) {
        String text = sound;
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            text = damaged(text, other);
        }
        return text;
    }

    private String damaged(String text, String other) {
        int start = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), start + random.nextInt(random.nextInt(5) == 0 ? text.length() + 1 : 12));
        String before = text.substring(0, start);
        String piece = text.substring(start, end);
        String after = text.substring(end);
        return switch (random.nextInt(7)) {
            case 0 -> before + after;
            case 1 -> before + repeated(piece, text.length()) + after;
            case 2 -> before + TOKENS.get(random.nextInt(TOKENS.size())) + text.substring(start);
            case 3 -> before + TOKENS.get(random.nextInt(TOKENS.size())) + after;
            case 4 -> before + flipped(piece) + after;
            case 5 -> before + pieceOf(other) + after;
            default -> random.nextInt(4) == 0 ? before : before + piece + piece + after;
        };
    }

    private String repeated(String piece, int length) {
        int most = Math.max(1, (LARGEST - length) / Math.max(1, piece.length()));
        return piece.repeat(Math.min(most, random.nextInt(20) == 0 ? 1 + random.nextInt(20_000) : 3));
    }

    private String flipped(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        int at = random.nextInt(piece.length());
        char flipped = (char) (piece.charAt(at) ^ (1 << random.nextInt(8)));
        return piece.substring(0, at) + flipped + piece.substring(at + 1);
    }

    private String pieceOf(String other) {
        int start = random.nextInt(other.length() + 1);
        return other.substring(start, Math.min(other.length(), start + random.nextInt(200)));
    }
}
