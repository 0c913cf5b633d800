/* SPDX-License-Identifier: MIT */

import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;

/**
 * EPUBCheck over many books in one JVM, at USAGE level: prints every message and, for each book, a
 * line of counts. Exit 1 when a book has any FATAL, ERROR, WARNING or USAGE message, or cannot be
 * checked. Run from source: java -cp epubcheck.jar EpubCheckMany.java BOOK...
 */
public class EpubCheckMany {
    static class Counting extends MasterReport {
        final int[] counts = new int[Severity.values().length];
        final String book;
        int shown;

        Counting(String book) {
            this.book = book;
            setEpubFileName(book);
        }

        @Override
        public void message(Message message, EPUBLocation at, Object... args) {
            Severity severity = message.getSeverity();
            counts[severity.ordinal()]++;
            if (severity == Severity.SUPPRESSED || shown++ >= 40)
                return;
            System.out.println(book + ": " + severity + " " + message.getID() + " "
                + message.getMessage(args) + " (" + at.getPath() + ":" + at.getLine() + ":"
                + at.getColumn() + ")");
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {}

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {}

        int count(Severity severity) {
            return counts[severity.ordinal()];
        }
    }

    public static void main(String[] books) {
        int bad = 0;
        for (String book : books) {
            Counting report = new Counting(book);
            boolean checked = new File(book).isFile();
            if (checked) {
                new EpubCheck(new File(book), report).doValidate();
            }
            int fatal = report.count(Severity.FATAL), error = report.count(Severity.ERROR);
            int warning = report.count(Severity.WARNING), usage = report.count(Severity.USAGE);
            System.out.println((checked ? "" : "NOT CHECKED ") + book + ": " + fatal + " fatal, "
                + error + " errors, " + warning + " warnings, " + usage + " usages");
            if (!checked || fatal + error + warning + usage > 0)
                bad++;
        }
        System.out.println("EPUBCheck " + EpubCheck.version() + ": " + books.length
            + " books, " + bad + " with messages");
        System.exit(bad > 0 || books.length == 0 ? 1 : 0);
    }
}
