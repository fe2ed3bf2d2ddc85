// Judges books by epubcheck, all in one virtual machine. One line a message: FILE <tab> SEVERITY <tab> ID place: message.
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

public final class EpubJudge {
    public static void main(String[] names) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String name : names) {
            DefaultReportImpl report = new DefaultReportImpl(name) {
                @Override
                public void message(Message message, EPUBLocation place, Object... arguments) {
                    String where = place == null ? "" : place.getPath() + ":" + place.getLine();
                    out.println(name + "\t" + message.getSeverity() + "\t" + message.getID() + " " + where + ": "
                        + message.getMessage(arguments).replaceAll("\\s+", " "));
                }
            };
            int status = new EpubCheck(new File(name), report).doValidate();
            out.println(name + "\tJUDGED\t" + status);
        }
    }
}
