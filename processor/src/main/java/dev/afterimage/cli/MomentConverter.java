package dev.afterimage.cli;

import dev.afterimage.inspection.Moment;
import dev.afterimage.inspection.NotUnderstoodException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time from the command line. */
final class MomentConverter implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
        try {
            return Moment.parse(text);
        } catch (NotUnderstoodException notOne) {
            throw new TypeConversionException(String.valueOf(notOne.getMessage()));
        }
    }
}
