package dev.afterimage.stream.script;

/** An error that the service answers with. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code) {
        super(code);
        this.status = status;
        this.code = code;
    }

    static Refusal of(String code) {
        return new Refusal(code.equals("InternalServerError") ? 500 : 400, code);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
