import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import nu.validator.messages.GnuMessageEmitter;
import nu.validator.messages.MessageEmitterAdapter;
import nu.validator.servlet.imagereview.ImageCollector;
import nu.validator.validation.SimpleDocumentValidator;
import nu.validator.xml.SystemErrErrorHandler;

/**
 * Judges pages by the Nu checker, as its own command does, in one virtual machine.
 *
 * A line that comes in has files, separated by tabs. What is found goes out in the form of GNU, and an empty line.
 */
public final class NuJudge {
    public static void main(String[] arguments) throws Exception {
        System.setProperty("nu.validator.datatype.warn", "true");
        SimpleDocumentValidator validator = new SimpleDocumentValidator();
        validator.setUpMainSchema("http://s.validator.nu/html5-all.rnc", new SystemErrErrorHandler());
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            ImageCollector images = new ImageCollector(validator.getSourceCode());
            MessageEmitterAdapter found = new MessageEmitterAdapter(
                null, validator.getSourceCode(), false, images, 0, true, new GnuMessageEmitter(said, false));
            found.setHtml(true);
            found.start(null);
            validator.setUpValidatorAndParsers(found, false, false);
            for (String path : order.split("\t")) {
                validator.checkHtmlFile(new File(path), true);
            }
            found.end("", "", "");
            String text = said.toString(StandardCharsets.UTF_8).strip();
            out.print(text.isEmpty() ? "\n" : text + "\n\n");
            out.flush();
        }
    }
}
