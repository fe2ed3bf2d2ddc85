import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Runs veraPDF over many files in one virtual machine.
 *
 * A line that comes in is an order: a flavour ("ua1", "3a", "3u"), then files. Prints a line "FILE passed" or "FILE failed" for
 * each file, and before the latter a line "FILE finding CLAUSE-TEST MESSAGE CONTEXT" for each finding; an empty line is the end.
 * The parts of all lines are separated by tabs.
 */
public final class VeraPdf {
    public static void main(String[] arguments) throws IOException {
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            List<String> parts = List.of(order.split("\t"));
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(parts.get(0));
            for (String path : parts.subList(1, parts.size())) {
                validate(path, flavour);
            }
            System.out.println();
        }
    }

    private static void validate(String path, PDFAFlavour flavour) {
        boolean passed = false;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion finding : result.getTestAssertions()) {
                String rule = finding.getRuleId().getClause() + "-" + finding.getRuleId().getTestNumber();
                String message = finding.getErrorMessage() != null ? finding.getErrorMessage() : finding.getMessage();
                print(path, "finding", rule, message, finding.getLocation().getContext());
            }
            passed = result.isCompliant();
        } catch (Exception e) {
            print(path, "finding", "unreadable", String.valueOf(e.getMessage()), "");
        }
        print(path, passed ? "passed" : "failed");
    }

    private static void print(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = String.valueOf(parts[i]).replaceAll("\\s+", " ");
        }
        System.out.println(String.join("\t", parts));
    }
}
