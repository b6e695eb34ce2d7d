package harness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The candidate's file in the unnamed package, with the usual imports put where they shift no line. */
final class SourceText {
    private static final String IMPORTS =
            "import java.util.*;import java.util.function.*;import java.util.stream.*;import java.math.*;";
    private static final Pattern PACKAGE = Pattern.compile("package\\s+[\\w.\\s]+;");

    private SourceText() {}

    static String prepared(String source) {
        String text = source.startsWith("\ufeff") ? source.substring(1) : source;
        int start = behindRemarks(text);
        Matcher declared = PACKAGE.matcher(text).region(start, text.length());
        if (!declared.lookingAt()) {
            // In front of half a declaration the imports would be what the compiler complains about.
            return text.startsWith("package", start) ? text : IMPORTS + text;
        }
        String lineBreaks = declared.group().replaceAll("[^\n]", "");
        return text.substring(0, start) + IMPORTS + lineBreaks + text.substring(declared.end());
    }

    private static int behindRemarks(String text) {
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = behind(text, "\n", at);
            } else if (text.startsWith("/*", at)) {
                at = behind(text, "*/", at + 2);
            } else {
                break;
            }
        }
        return at;
    }

    private static int behind(String text, String end, int start) {
        int found = text.indexOf(end, start);
        return found < 0 ? text.length() : found + end.length();
    }
}
